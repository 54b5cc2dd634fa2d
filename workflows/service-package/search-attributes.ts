// Owns what of a package can be searched for in Temporal. Refuses anything personal.
import type { SearchAttributePair } from '@temporalio/common';
import type { ServicePackageState } from '../../domain/service-package/state.ts';
import { searchAttributeKeys as keys } from '../shared/search-attributes.ts';

/** The attributes that change with the stage. */
export function packageAttributes(state: ServicePackageState): SearchAttributePair[] {
  return [
    { key: keys.stage, value: state.stage },
    { key: keys.overdue, value: isLate(state) },
  ];
}

/** True when a supervisor's search would find the case differently. */
export function isFoundDifferently(before: ServicePackageState, after: ServicePackageState): boolean {
  return before.stage !== after.stage || isLate(before) !== isLate(after);
}

// One of its calls was not made in time.
function isLate({ tickets }: ServicePackageState): boolean {
  return tickets.some(({ status, escalatedAt }) => status !== 'closed' && escalatedAt !== null);
}
