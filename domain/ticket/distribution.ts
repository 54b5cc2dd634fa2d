// Owns to whom a ticket of a team is given: who has least, then who is present. Refuses to count and to look who is there.
import type { Instant } from '../calendar/instant.ts';
import type { TicketState } from './state.ts';

/** A member of the team as distribution sees them. `lastGivenAt` is when they last were given a ticket. */
export type Candidate = { login: string; present: boolean; openTickets: number; lastGivenAt: Instant | null };

/**
 * FK-04: the one with the fewest open tickets; of equally loaded people one who is present, then who has waited longest;
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
    one.openTickets - other.openTickets ||
    Number(other.present) - Number(one.present) ||
    inOrder(one.lastGivenAt ?? '', other.lastGivenAt ?? '') ||
    inOrder(one.login, other.login)
  );
}

function inOrder(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The tickets that nobody has, for their distribution. */
export function unassigned(tickets: readonly TicketState[]): { key: string; type: string }[] {
  return tickets
    .filter(({ assignee, status }) => assignee === null && status !== 'closed')
    .map(({ id: key, type }) => ({ key, type }));
}

/** Who gets which ticket, by its key within its case. */
export type Assignment = { ticket: string; login: string };

/** What Careline asks for when it distributes tickets. */
export function assignedByCareline(login: string) {
  return { kind: 'assign', by: { login: 'careline', roles: [] }, to: { login, roles: [] } } as const;
}

/** Who has tickets that are not closed. */
export function ticketHolders(tickets: readonly TicketState[]): string[] {
  return tickets.flatMap(({ status, assignee }) => (status === 'closed' || assignee === null ? [] : [assignee]));
}
