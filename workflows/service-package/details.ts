// Owns what a supervisor reads about a package in the Temporal UI. Refuses anything personal.
import { nextAction } from '../../domain/service-package/next-action.ts';
import { type ServicePackagePolicy, zoneOf } from '../../domain/service-package/policy.ts';
import type { ServicePackageState } from '../../domain/service-package/state.ts';
import { type PackageStep, packageTimetable, type StepName } from '../../domain/service-package/timetable.ts';
import { plannedVisits, visitsLeft } from '../../domain/service-package/visits.ts';
import { localTime } from '../shared/words.ts';

/** Markdown: where the package stands, what is waited for and its timetable in words, in the program's time zone. */
export function packageDetails(policy: ServicePackagePolicy, state: ServicePackageState): string {
  const zone = zoneOf(policy);
  const paid = state.payment === null ? 'not paid' : 'paid';
  const lines = [
    `**${state.stage}, ${paid}**`,
    '',
    `${visitsLeft(state)} of ${state.bought} visits left, ${plannedVisits(state).length} planned.`,
    `Valid ${state.startsOn} to ${state.expiresOn}, grace until ${state.graceEndsOn}.`,
    '',
    awaited(policy, state, zone),
  ];
  const steps = packageTimetable(policy, state);
  if (steps.length === 0) return lines.join('\n');
  const words = steps.map((step) => `- ${localTime(step.at, zone)}: ${inWords(step)} (${step.rule})`);
  return [...lines, '', `What it does by itself, ${zone} time:`, ...words].join('\n');
}

function awaited(policy: ServicePackagePolicy, state: ServicePackageState, zone: string): string {
  const next = nextAction(policy, state);
  if (next === null) return 'Nothing is ahead.';
  const until = next.at === null ? 'as soon as they can' : `by ${localTime(next.at, zone)}`;
  return `Next: ${next.what.replaceAll('-', ' ')}, ${next.by}, ${until}.`;
}

const words: Record<StepName, string> = {
  'not-paid-ticket': 'if still unpaid, a ticket is opened to call the customer',
  'cancel-unpaid': 'if still unpaid, package and visits are cancelled and the customer is told',
  expiry: 'if visits are left, the package expires and the customer is called',
  'expiry-call': 'if visits are left, the customer is called again',
  deactivation: 'visits that are left are lost',
  'same-day-text': 'unless reached, the customer is told by SMS that the visit of that day was used',
  'ticket-overdue': 'a call that nobody made goes to the team lead',
};

function inWords({ what, day, ticket }: PackageStep): string {
  const about = day === undefined ? (ticket?.split('/')[0] ?? null) : `day ${day}`;
  return about === null ? words[what] : `${words[what]}, ${about}`;
}
