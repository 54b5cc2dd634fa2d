// The server decides again.
import type { Problem } from '../../shared/problem.ts';
import type { ServicePackage, Visit } from '../../shared/wire.ts';

export type VisitOutcome = 'completed' | 'counted' | 'not-held';

/** The status that a correction gives a visit; `cancelled` returns it to the balance. */
export type CorrectedStatus = 'completed' | 'counted' | 'cancelled';

/** Outcomes that the person may record. Only the lead may record that the centre did not come. */
export function outcomesFor({ may }: Pick<ServicePackage, 'may'>): VisitOutcome[] {
  return may.includes('correct-visit') ? ['completed', 'counted', 'not-held'] : ['completed', 'counted'];
}

type Corrected = Pick<ServicePackage, 'may' | 'paid' | 'stage' | 'bought'> & {
  visits: readonly Pick<Visit, 'status'>[];
};

/** Possible corrections of the record; empty where it may not be corrected. `hasCome`: the visit's day has come. */
export function correctionsOf(
  { may, paid, stage, bought, visits }: Corrected,
  { status }: Pick<Visit, 'status'>,
  hasCome: boolean,
): CorrectedStatus[] {
  // The records of a cancelled package have already settled its money.
  if (!may.includes('correct-visit') || !paid || stage === 'cancelled' || status === 'planned') return [];
  // A visit that was returned can count as used again only if it has not been planned again.
  const isOnBalance = bought > visits.filter((one) => one.status !== 'cancelled').length;
  const canBeUsed = hasCome && (status !== 'cancelled' || isOnBalance);
  const used = (['completed', 'counted'] as const).filter((one) => canBeUsed && one !== status);
  return status === 'cancelled' ? used : [...used, 'cancelled'];
}

/** The status from another person meanwhile; `null` for another problem, or none. */
export function settledStatus(problem: Problem | null): string | null {
  if (problem?.code !== 'visit-over' && problem?.code !== 'already-cancelled') return null;
  return `${problem.details['visitStatus'] ?? 'cancelled'}`;
}

/**
 * True where a visit would begin before its cash is collected. The server accepts that only together with a new
 * collection (FK-02).
 */
export function mustMoveCollection(startsAt: string | null, collectAt: string): boolean {
  return startsAt !== null && Date.parse(startsAt) < Date.parse(collectAt);
}
