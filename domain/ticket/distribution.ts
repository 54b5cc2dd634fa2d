// Owns to whom a ticket of a team is given: who is present, then who has least. Refuses to count and to look who is there.
import type { Instant } from '../calendar/instant.ts';

/** A member of the team as distribution sees them. `lastGivenAt` is when they last were given a ticket. */
export type Candidate = { login: string; present: boolean; openTickets: number; lastGivenAt: Instant | null };

/**
 * FK-04: present people first, then the one with the fewest open tickets, then the one who has waited longest for one;
 * the login decides the rest, so that the same question has one answer. `null` for an empty team: it stays the team's.
 */
export function assigneeFor(candidates: readonly Candidate[]): string | null {
  return candidates.toSorted(byTurn)[0]?.login ?? null;
}

/** A batch in its order: each next ticket sees what was given before it. */
export function distribution(
  tickets: readonly string[],
  candidates: readonly Candidate[],
  at: Instant,
): Map<string, string> {
  const given = new Map<string, string>();
  let people = [...candidates];
  for (const ticket of tickets) {
    const login = assigneeFor(people);
    if (login === null) break;
    given.set(ticket, login);
    people = people.map((person) =>
      person.login === login ? { ...person, openTickets: person.openTickets + 1, lastGivenAt: at } : person,
    );
  }
  return given;
}

function byTurn(one: Candidate, other: Candidate): number {
  return (
    Number(other.present) - Number(one.present) ||
    one.openTickets - other.openTickets ||
    inOrder(one.lastGivenAt ?? '', other.lastGivenAt ?? '') ||
    inOrder(one.login, other.login)
  );
}

function inOrder(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Who gets which ticket, by its key within its case. */
export type Assignment = { ticket: string; login: string };
