import type { Instant } from '../calendar/instant.ts';
import { ticketTimetable } from '../ticket/timetable.ts';
import type { PlannedStep } from '../timetable.ts';
import { agreedCollection, chaseBeginsAt, chaseTicket, lastChance, missedAt } from './chase-times.ts';
import { callsAhead } from './grace-calls.ts';
import { overdueMoney } from './money-tasks.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { pendingSameDay } from './same-day-tickets.ts';
import type { ServicePackageState } from './state.ts';
import { callTimes, expiresAt, graceEndsAt } from './validity.ts';
import { recordAnnouncedFrom, recordsAhead } from './visit-recording.ts';

/** The names of steps in timetables; stable, part of the API. */
export type StepName =
  | 'not-paid-ticket'
  | 'cancel-unpaid'
  | 'expiry'
  | 'expiry-call'
  | 'deactivation'
  | 'same-day-text'
  | 'visit-record'
  | 'ticket-overdue'
  | 'money-overdue';

/**
 * A step of a package. `ticket`, `visit` and `money` (a payment or refund) name its object; `day` says which call after
 * expiry. People see it from `announcedFrom` on.
 */
export type PackageStep = PlannedStep & {
  what: StepName;
  ticket?: string;
  visit?: string;
  money?: string;
  day?: number;
  announcedFrom?: Instant;
};

// At one instant, steps that end a case come before steps that report it as still open.
const ORDER: readonly StepName[] = [
  'cancel-unpaid',
  'deactivation',
  'expiry',
  'expiry-call',
  'not-paid-ticket',
  'same-day-text',
  'visit-record',
  'ticket-overdue',
  'money-overdue',
];

/**
 * All steps ahead, earliest first. A booked, active or grace package always has a next step. Past steps stay in the
 * list until they are taken: after an outage they are taken late, in order, each once.
 */
export function packageTimetable(policy: ServicePackagePolicy, state: ServicePackageState): PackageStep[] {
  const steps = [
    ...chaseTimetable(policy, state),
    ...expiryTimetable(policy, state),
    ...sameDayTimetable(policy, state),
    ...recordTimetable(policy, state),
    ...overdueTimetable(policy, state),
    ...moneyTimetable(policy, state),
  ];
  return steps.toSorted(
    (one, other) => Date.parse(one.at) - Date.parse(other.at) || ORDER.indexOf(one.what) - ORDER.indexOf(other.what),
  );
}

/**
 * FK-06 to FK-11: the ticket, then the end of the last chance. FK-02: while an agreed collection is ahead, only its
 * possible failure. Empty once the package is paid or cancelled.
 */
export function chaseTimetable(policy: ServicePackagePolicy, state: ServicePackageState): PackageStep[] {
  if (state.stage !== 'booked') return [];
  const agreed = agreedCollection(policy, state);
  if (agreed !== null) {
    return [{ at: missedAt(policy, agreed.at), what: 'not-paid-ticket', rule: ruleOf(policy, 'collection-missed') }];
  }
  const begins = chaseBeginsAt(policy, state);
  const { until } = lastChance(policy, state);
  const loss: PackageStep = { at: until, what: 'cancel-unpaid', rule: ruleOf(policy, 'cancel-unpaid') };
  // The people who call see this deadline on their ticket.
  const cancel: PackageStep = { ...loss, ticket: policy.chase.ticket };
  if (chaseTicket(policy, state) !== undefined || begins >= until) return [cancel];
  return [{ at: begins, what: 'not-paid-ticket', rule: ruleOf(policy, 'not-paid-ticket') }, cancel];
}

/** FK-14 to FK-17: expiry with the first call, the further calls while they are needed, the end of the grace. */
export function expiryTimetable(policy: ServicePackagePolicy, state: ServicePackageState): PackageStep[] {
  if (state.stage !== 'active' && state.stage !== 'grace') return [];
  const calls = callsAhead(policy, state).map(({ day, rule }): PackageStep => ({
    at: callTimes(policy, state, day).from,
    what: 'expiry-call',
    rule,
    day,
  }));
  const end: PackageStep = {
    at: graceEndsAt(policy, state),
    what: 'deactivation',
    rule: ruleOf(policy, 'deactivated'),
  };
  const expiry: PackageStep = { at: expiresAt(policy, state), what: 'expiry', rule: ruleOf(policy, 'expired') };
  return state.stage === 'active' ? [expiry, ...calls, end] : [...calls, end];
}

/** FK-20: SMS 5 at the end of working hours, unless the customer was reached or it was sent. */
function sameDayTimetable(policy: ServicePackagePolicy, state: ServicePackageState): PackageStep[] {
  const rule = policy.sms.sameDay?.rule ?? policy.version;
  return pendingSameDay(policy, state).map(({ ticket, at }) => ({ at, what: 'same-day-text', rule, ticket }));
}

/** FK-23: at the end of its day a visit without a record gets a ticket. */
function recordTimetable(policy: ServicePackagePolicy, state: ServicePackageState): PackageStep[] {
  const rule = policy.visits.record?.rule ?? policy.version;
  return recordsAhead(policy, state).map((ahead) => ({ ...ahead, what: 'visit-record', rule }));
}

function overdueTimetable(policy: ServicePackagePolicy, state: ServicePackageState): PackageStep[] {
  return state.tickets.flatMap((ticket) =>
    ticketTimetable(policy.tickets, ticket).map(({ at, rule }): PackageStep => {
      const announcedFrom = recordAnnouncedFrom(policy, state, ticket.id);
      const step = { at, what: 'ticket-overdue', rule, ticket: ticket.id } as const;
      return announcedFrom === null ? step : { ...step, announcedFrom };
    }),
  );
}

function moneyTimetable(policy: ServicePackagePolicy, state: ServicePackageState): PackageStep[] {
  const rule = ruleOf(policy, 'money-overdue');
  return overdueMoney(state).map(({ id, at }): PackageStep => ({ at, what: 'money-overdue', rule, money: id }));
}

// A step shows its requirement, or the policy's version if the document has none.
function ruleOf(policy: ServicePackagePolicy, happening: keyof ServicePackagePolicy['rules']): string {
  return policy.rules[happening] ?? policy.version;
}
