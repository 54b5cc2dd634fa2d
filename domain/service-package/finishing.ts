import type { Instant } from '../calendar/instant.ts';
import { entryOf, moveTo } from './move-parts.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { closesTicket, together } from './process-tickets.ts';
import type { Move, ServicePackageState } from './state.ts';
import { visitsLeft } from './visits.ts';

/**
 * Finishes a paid package once no visit is left; otherwise no move. Its expiry ticket closes. A package whose last
 * records come after the grace is finished too, if no visit was lost.
 */
export function finished(policy: ServicePackagePolicy, before: ServicePackageState, at: Instant): Move[] {
  const { stage, forfeited } = before;
  const wasUsedInTime = stage === 'active' || stage === 'grace' || (stage === 'deactivated' && forfeited === 0);
  if (!wasUsedInTime || visitsLeft(before) > 0) return [];
  const ticket = before.tickets.find(({ id }) => id === policy.validity.ticket);
  const entries = [entryOf(at, 'finished', 'careline', policy.rules.finished)];
  const parts = together({ entries }, closesTicket(policy, ticket, at, policy.results.usedUp));
  return [moveTo(policy, before, at, { stage: 'finished' }, parts)];
}
