import { daysLater, startOfDay } from '../calendar/days.ts';
import { type Instant, localDate } from '../calendar/instant.ts';
import type { Todo } from '../timetable.ts';
import { rolesFor } from './access.ts';
import { type ServicePackagePolicy, zoneOf } from './policy.ts';
import type { ServicePackageState } from './state.ts';
import { isPast, plannedVisits } from './visits.ts';

/** Asks for a missing address, from some days before the next visit until that day is over. */
export function addressTodo(
  policy: ServicePackagePolicy,
  { state, customer: { address } }: { state: ServicePackageState; customer: { address: string | null } },
  now: Instant,
): Todo[] {
  const { addressDaysBefore } = policy.visits;
  const next = plannedVisits(state).find((visit) => !isPast(policy, visit, now));
  if (address !== null || addressDaysBefore === undefined || next === undefined) return [];
  const zone = zoneOf(policy);
  const from = startOfDay(daysLater(localDate(next.startsAt, zone), -addressDaysBefore), zone);
  if (now < from) return [];
  return [
    {
      what: 'enter-address',
      by: [...rolesFor(policy, 'change-visits')],
      dueAt: next.startsAt,
      overdue: next.startsAt <= now,
      rule: null,
      subject: next.id,
    },
  ];
}
