import type { Instant } from '../calendar/instant.ts';
import type { Words } from '../process.ts';
import type { AnnouncedStep } from '../timetable.ts';
import { type ServicePackagePolicy, zoneOf } from './policy.ts';
import type { ServicePackageState } from './state.ts';
import type { StepName } from './timetable.ts';
import { plannedVisits, unrecordedVisits, visitsUnused } from './visits.ts';

/** Texts about a package for supervisors in the Temporal UI. */
export const packageWords: Words<ServicePackagePolicy, ServicePackageState> = {
  timeZone: zoneOf,
  heading: (_, { stage, payment }) => `${stage}, ${payment === null ? 'not paid' : 'paid'}`,
  lines: (policy, state, now) => [
    visitsInWords(policy, state, now),
    `Valid ${state.startsOn} to ${state.expiresOn}, grace until ${state.graceEndsOn}.`,
  ],
  step: (policy, _, step) => stepInWords(policy, step),
};

function visitsInWords(policy: ServicePackagePolicy, state: ServicePackageState, now: Instant): string {
  const unrecorded = unrecordedVisits(policy, state, now).length;
  const planned = plannedVisits(state).length - unrecorded;
  const counted = `${visitsUnused(policy, state, now)} of ${state.bought} visits left, ${planned} planned`;
  return unrecorded === 0 ? `${counted}.` : `${counted}; ${unrecorded} past without a record.`;
}

const WORDS: Record<StepName, string> = {
  'not-paid-ticket': 'if still unpaid, a ticket is opened to call the customer',
  'cancel-unpaid': 'if still unpaid, package and visits are cancelled and the customer is told',
  expiry: 'if visits are left, the package expires and the customer is called',
  'expiry-call': 'if visits are left, the customer is called again',
  deactivation: 'visits that are left are lost',
  'same-day-text': 'unless reached, the customer is told by SMS that the visit of that day was used',
  'visit-record': 'if a visit of that day has no record, a person is asked for it',
  'ticket-overdue': 'a task that is still open goes to the team lead',
  'money-overdue': 'money that is still undecided is told to those above',
};

function stepInWords({ sms }: ServicePackagePolicy, { what, subject }: AnnouncedStep): string {
  const isSilent = what === 'cancel-unpaid' && sms.unpaidCancelled === undefined;
  const words = isSilent ? 'if still unpaid, package and visits are cancelled' : WORDS[what as StepName];
  const about = what === 'money-overdue' ? null : (subject?.split('/')[0] ?? null);
  return about === null ? words : `${words}, ${about}`;
}
