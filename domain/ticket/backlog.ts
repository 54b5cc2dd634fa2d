import { type Instant, later, millisecondsBetween } from '../calendar/instant.ts';
import type { TicketPolicy } from './policy.ts';
import { isOverdue, type TicketState } from './state.ts';
import { alarmAt } from './timetable.ts';

export type AgedTicket = Pick<TicketState, 'status' | 'openedAt' | 'dueAt'>;

/** One column of the histogram: tickets at least as old as `from` and younger than `until` (`null`: no limit). */
export type AgeColumn = { from: string; until: string | null; count: number };

export type Backlog = {
  open: number;
  overdue: number;
  /** Age of the oldest ticket in milliseconds since it was opened; `null` when there is none. */
  oldestAge: number | null;
  histogram: AgeColumn[];
  /** FK-23: true when a ticket has been overdue for longer than the policy allows. */
  alarm: boolean;
};

/** The backlog of a team at an instant; closed tickets do not count. */
export function backlogOf(policy: TicketPolicy, tickets: readonly AgedTicket[], now: Instant): Backlog {
  const open = tickets.filter(({ status }) => status !== 'closed');
  const oldest = open.map(({ openedAt }) => openedAt).toSorted()[0];
  return {
    open: open.length,
    overdue: open.filter((ticket) => isOverdue(ticket, now)).length,
    oldestAge: oldest === undefined ? null : backlogAge({ openedAt: oldest }, now),
    histogram: histogram(policy, open, now),
    alarm: open.some((ticket) => alarmAt(policy, ticket) < now),
  };
}

/** Milliseconds since a ticket was opened, in exact time. */
export function backlogAge({ openedAt }: Pick<TicketState, 'openedAt'>, now: Instant): number {
  return millisecondsBetween(openedAt, now);
}

function histogram(policy: TicketPolicy, open: readonly AgedTicket[], now: Instant): AgeColumn[] {
  const bounds = ['PT0S', ...policy.backlog.bounds];
  return bounds.map((from, column) => {
    const until = bounds[column + 1] ?? null;
    // The first column also takes tickets opened right now, or by a clock that is ahead.
    const isOldEnough = ({ openedAt }: AgedTicket) => column === 0 || later(openedAt, from) <= now;
    const isYoungEnough = ({ openedAt }: AgedTicket) => until === null || now < later(openedAt, until);
    return { from, until, count: open.filter((ticket) => isOldEnough(ticket) && isYoungEnough(ticket)).length };
  });
}
