// A running case and its record both give these facts, so a result is checked the same way in both (FK-11, FK-22).
import type { Instant } from '../calendar/instant.ts';
import type { ResultFacts } from '../ticket/results.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { ServicePackageState } from './state.ts';
import { plannedVisits } from './visits.ts';

/** The facts of a package that its tickets' results depend on; `plannedAt` are the starts of its planned visits. */
export type PackageFacts = {
  stage: ServicePackageState['stage'];
  paid: boolean;
  plannedAt: readonly Instant[];
};

export function packageFactsOf(state: ServicePackageState): PackageFacts {
  return {
    stage: state.stage,
    paid: state.payment !== null,
    plannedAt: plannedVisits(state).map(({ startsAt }) => startsAt),
  };
}

/** The facts for one ticket of a package at an instant; `ticketId` is its key within the package. */
export function resultFacts(
  { chase }: { chase: Pick<ServicePackagePolicy['chase'], 'ticket'> },
  { stage, paid, plannedAt }: PackageFacts,
  ticketId: string,
  now: Instant,
): ResultFacts {
  return {
    payment: paid,
    'planned-visit': plannedAt.some((startsAt) => startsAt > now),
    // FK-11: while the package may still be paid, its chase stays open.
    'open-chase': stage === 'booked' && ticketId === chase.ticket,
  };
}
