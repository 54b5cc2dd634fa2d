import type { Instant } from '../calendar/instant.ts';
import type { TicketState } from './state.ts';

/** A team member's data for distribution. `lastGivenAt` is when they last got a ticket. */
export type Candidate = { login: string; present: boolean; openTickets: number; lastGivenAt: Instant | null };

/**
 * FK-04: the person with the fewest open tickets; among equals a present one, then the one who has waited longest. The
 * login decides the rest, so the answer is always the same. `null` for an empty team: the ticket stays with the team.
 */
export function assigneeFor(candidates: readonly Candidate[]): string | null {
  return candidates.toSorted(byTurn)[0]?.login ?? null;
}

/** Distributes a batch in order; each ticket counts the ones assigned before it. */
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

/** The open tickets without an assignee, for distribution. */
export function unassigned(tickets: readonly TicketState[]): { key: string; type: string }[] {
  return tickets
    .filter(({ assignee, status }) => assignee === null && status !== 'closed')
    .map(({ id: key, type }) => ({ key, type }));
}

/** Assigns a ticket, by its key within its case, to a person. */
export type Assignment = { ticket: string; login: string };

/** Careline's command when it distributes tickets. */
export function assignedByCareline(login: string) {
  return { kind: 'assign', by: { login: 'careline', roles: [] }, to: { login, roles: [] } } as const;
}

/** Who has tickets that are not closed. Of several versions of a ticket the last one counts. */
export function ticketHolders(tickets: readonly TicketState[]): string[] {
  const latest = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  return [...latest.values()].flatMap(({ status, assignee }) =>
    status === 'closed' || assignee === null ? [] : [assignee],
  );
}
