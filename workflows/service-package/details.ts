// Owns what a supervisor reads about a package in the Temporal UI. Refuses anything personal.
import { setCurrentDetails } from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/instant.ts';
import { packageNext } from '../../domain/service-package/next.ts';
import { type ServicePackagePolicy, zoneOf } from '../../domain/service-package/policy.ts';
import type { ServicePackageState } from '../../domain/service-package/state.ts';
import { packageTimetable, type StepName } from '../../domain/service-package/timetable.ts';
import { packageTodo } from '../../domain/service-package/todo.ts';
import { plannedVisits, unrecordedVisits, visitsUnused } from '../../domain/service-package/visits.ts';
import { announced, nextAnnouncement, type NextStep } from '../../domain/timetable.ts';
import { localTime, todoInWords } from '../shared/words.ts';
import { workflowNow } from '../shared/workflow-time.ts';

/** Shows how the package stands now. */
export function showDetails(policy: ServicePackagePolicy, state: ServicePackageState): void {
  setCurrentDetails(packageDetails(policy, state, workflowNow()));
}

/** When the next step is announced, and how it is shown then; `null` where all are. */
export function announcementOf(policy: ServicePackagePolicy, state: ServicePackageState) {
  const at = nextAnnouncement(packageTimetable(policy, state), workflowNow());
  return at === null ? null : { at, show: () => showDetails(policy, state) };
}

/** Markdown: where the package stands, what people have to do and what comes next, in the program's time zone. */
function packageDetails(policy: ServicePackagePolicy, state: ServicePackageState, now: Instant): string {
  const zone = zoneOf(policy);
  const paid = state.payment === null ? 'not paid' : 'paid';
  const steps = announced(packageNext(policy, state), now);
  return [
    `**${state.stage}, ${paid}**`,
    '',
    visitsInWords(policy, state, now),
    `Valid ${state.startsOn} to ${state.expiresOn}, grace until ${state.graceEndsOn}.`,
    ...todoInWords(packageTodo(policy, state, now), zone),
    ...(steps.length === 0
      ? ['', 'No timed step is ahead.']
      : ['', `What happens next, ${zone} time:`, ...steps.map((step) => stepLine(step, zone))]),
  ].join('\n');
}

function visitsInWords(policy: ServicePackagePolicy, state: ServicePackageState, now: Instant): string {
  const unrecorded = unrecordedVisits(policy, state, now).length;
  const planned = plannedVisits(state).length - unrecorded;
  const counted = `${visitsUnused(policy, state, now)} of ${state.bought} visits left, ${planned} planned`;
  return unrecorded === 0 ? `${counted}.` : `${counted}; ${unrecorded} past without a record.`;
}

function stepLine(step: NextStep, zone: string): string {
  return `- ${localTime(step.at, zone)}: ${inWords(step)} (${step.rule})`;
}

const words: Record<StepName, string> = {
  'not-paid-ticket': 'if still unpaid, a ticket is opened to call the customer',
  'cancel-unpaid': 'if still unpaid, package and visits are cancelled and the customer is told',
  expiry: 'if visits are left, the package expires and the customer is called',
  'expiry-call': 'if visits are left, the customer is called again',
  deactivation: 'visits that are left are lost',
  'same-day-text': 'unless reached, the customer is told by SMS that the visit of that day was used',
  'visit-record': 'if a visit of that day has no record, somebody is asked for it',
  'ticket-overdue': 'a task that is still open goes to the team lead',
  'money-overdue': 'money that is still undecided is told to those above',
};

function inWords({ what, subject }: NextStep): string {
  const about = what === 'money-overdue' ? null : (subject?.split('/')[0] ?? null);
  return about === null ? words[what as StepName] : `${words[what as StepName]}, ${about}`;
}
