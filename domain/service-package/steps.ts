import type { Instant } from '../calendar/instant.ts';
import { turnOverdue } from '../ticket/timetable.ts';
import { ticketOf } from './calls.ts';
import { openChase } from './chase.ts';
import { deactivate, expire, openExpiryCall } from './expiry.ts';
import { moneyTurnsOverdue } from './money-tasks.ts';
import { moveTo, ticketParts } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { sendSameDayText } from './same-day.ts';
import type { Move, ServicePackageState } from './state.ts';
import { packageTimetable } from './timetable.ts';
import { cancelUnpaid } from './unpaid-cancellation.ts';
import { askForRecord } from './visit-recording.ts';

/**
 * Takes the first step of the timetable, which is due. `now` is when it is really taken: after an outage each step is
 * late, but taken once. None when no step is ahead.
 */
export function takeStep(policy: ServicePackagePolicy, state: ServicePackageState, now: Instant): Move[] {
  const [step] = packageTimetable(policy, state);
  if (step === undefined) return [];
  switch (step.what) {
    case 'not-paid-ticket':
      return [openChase(policy, state, now)];
    case 'cancel-unpaid':
      return cancelUnpaid(policy, state, now);
    case 'expiry':
      return [expire(policy, state, now)];
    case 'expiry-call':
      return [openExpiryCall(policy, state, step.day ?? 0, now)];
    case 'deactivation':
      return [deactivate(policy, state, now)];
    case 'same-day-text':
      return [sendSameDayText(policy, state, step.ticket ?? '', now)];
    case 'money-overdue':
      return [moneyTurnsOverdue(policy, state, step.money ?? '', now)];
    case 'visit-record': {
      const { record } = policy.visits;
      return record === undefined ? [] : [askForRecord(policy, state, { record, visitId: step.visit ?? '' }, now)];
    }
    case 'ticket-overdue': {
      const overdue = turnOverdue(policy.tickets, ticketOf(state, step.ticket ?? ''), now);
      return [moveTo(policy, state, now, {}, ticketParts(overdue))];
    }
  }
}
