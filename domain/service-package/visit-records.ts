import type { Instant } from '../calendar/instant.ts';
import type { TimelineEntry } from '../timetable.ts';
import { type MoveParts, entryOf, textIntents } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { closesTicket, together } from './process-tickets.ts';
import { sameDayTicketId } from './same-day-tickets.ts';
import type { Move, ServicePackageState, Visit } from './state.ts';
import { returnedVisit } from './returned-visits.ts';
import { expiresAt, graceEndsAt } from './validity.ts';
import { planned, withVisit } from './visit-moves.ts';
import { forfeitedWithoutDate, visitOf, visitsWithoutDate } from './visits.ts';

/** `not-held`: the team did not come, so the visit returns to the balance. */
export type VisitOutcome = 'completed' | 'counted' | 'not-held';

/** The new status of a corrected visit; `cancelled` returns it to the balance. */
export type CorrectedStatus = Extract<Visit['status'], 'completed' | 'counted' | 'cancelled'>;

const RECORDS = {
  completed: { status: 'completed', what: 'visit-completed', rule: 'visit-completed' },
  counted: { status: 'counted', what: 'visit-counted', rule: 'visit-counted' },
  'not-held': { status: 'cancelled', what: 'visit-not-held', rule: 'visit-completed' },
} as const satisfies Record<
  VisitOutcome,
  { status: CorrectedStatus; what: string; rule: keyof ServicePackagePolicy['rules'] }
>;

/**
 * Records a visit, also in the grace (FK-14). A forfeited visit that began before the package ended can still be
 * recorded.
 */
export function recordVisit(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  { visitId, outcome, noteId }: { visitId: string; outcome: VisitOutcome; noteId: string | null },
  by: string,
  at: Instant,
): Move[] {
  const { status, what, rule } = RECORDS[outcome];
  const wasForfeited = visitOf(before, visitId).status === 'forfeited';
  const marked = { ...before, forfeited: before.forfeited - Number(wasForfeited) };
  const entry = entryOf(at, what, by, policy.rules[rule], { visit: visitId });
  const parts = { entries: [noted(entry, noteId)] };
  const becomes = status === 'cancelled' ? returnedVisit(policy, at) : { status };
  return planned(policy, marked, withVisit(before, visitId, becomes), parts, at);
}

/** The lead corrects a wrong record. */
export function correctVisit(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  { visitId, status, noteId }: { visitId: string; status: CorrectedStatus; noteId: string | null },
  by: string,
  at: Instant,
): Move[] {
  const visit = visitOf(before, visitId);
  const details = { visit: visitId, was: visit.status, status };
  const entry = noted(entryOf(at, 'visit-corrected', by, policy.rules['visit-completed'], details), noteId);
  const returned = status === 'cancelled' ? returning(policy, before, visitId, at) : { fields: {}, parts: {} };
  const forfeited = before.forfeited - Number(isTakenFromForfeited(before, visit));
  const marked = { ...before, forfeited, ...returned.fields };
  const parts = together({ entries: [entry] }, returned.parts);
  const becomes = status === 'cancelled' ? returnedVisit(policy, at) : { status };
  return planned(policy, marked, withVisit(before, visitId, becomes), parts, at);
}

// When no other visit is left, a visit that had returned to the balance was forfeited there.
function isTakenFromForfeited(state: ServicePackageState, { status }: Visit): boolean {
  if (status === 'forfeited') return true;
  return status === 'cancelled' && visitsWithoutDate(state) === 0 && forfeitedWithoutDate(state) > 0;
}

/** A visit returns to the balance: a used-up package continues, and the SMS that counts the visit is not sent. */
function returning(
  policy: ServicePackagePolicy,
  before: ServicePackageState,
  visitId: string,
  at: Instant,
): { fields: Partial<ServicePackageState>; parts: MoveParts } {
  const fields = before.stage === 'finished' ? reopenedAt(policy, before, at) : {};
  const ticket = before.tickets.find(({ id }) => id === sameDayTicketId(policy, visitId));
  if (ticket === undefined) return { fields, parts: {} };
  const isSettled = before.sameDaySettled.includes(visitId);
  const sameDaySettled = isSettled ? before.sameDaySettled : [...before.sameDaySettled, visitId];
  const closed = closesTicket(policy, ticket, at, policy.results.cancelled);
  const parts = together(closed, { unsent: textIntents(policy.sms.sameDay, visitId) });
  return { fields: { ...fields, sameDaySettled }, parts };
}

/** Where a used-up package continues: in its month, in the grace, or, after both, ended with a visit it cannot use. */
function reopenedAt(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  at: Instant,
): Partial<ServicePackageState> {
  if (at < expiresAt(policy, state)) return { stage: 'active' };
  return at < graceEndsAt(policy, state) ? { stage: 'grace' } : { stage: 'deactivated', deactivatedAt: at };
}

function noted(entry: TimelineEntry, noteId: string | null): TimelineEntry {
  return noteId === null ? entry : { ...entry, noteId };
}
