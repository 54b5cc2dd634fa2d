// The server decides again.
import type { ServicePackage, Visit } from '../../shared/wire.ts';
import { useProgram } from '../data/session.tsx';
import { useNow } from '../data/ticking.ts';
import { fieldsOfInstant, freeUntil, standingOf, type Standing } from '../data/zoned-time.ts';
import { type CorrectedStatus, correctionsOf } from './visit-rules.ts';

type VisitMoment = {
  standing: Standing;
  freeUntil: string;
  mayMove: boolean;
  mayCancel: boolean;
  mayRecord: boolean;
  /** Its day is over, and it has no record. */
  isUnrecorded: boolean;
  /** Possible corrections of the record; empty where it may not be corrected. */
  corrections: readonly CorrectedStatus[];
};

export function useVisitMoment(servicePackage: ServicePackage, visit: Visit): VisitMoment {
  const { timeZone } = useProgram();
  const now = useNow();
  const { may, paid, stage, terms } = servicePackage;
  const { startsAt, status } = visit;
  const rules = { timeZone, ...terms };
  const [today, day] = [fieldsOfInstant(now, timeZone).date, fieldsOfInstant(startsAt, timeZone).date];
  const standing = standingOf(startsAt, now, rules);
  const isPlanned = status === 'planned';
  const canChange = isPlanned && may.includes('change-visits');
  const canRecord = isPlanned && paid && stage !== 'cancelled';
  return {
    standing,
    freeUntil: freeUntil(startsAt, rules),
    mayMove: canChange && standing === 'free',
    // A visit of a past day is recorded. Its customer can no longer cancel it.
    mayCancel: canChange && today <= day,
    mayRecord: canRecord && today >= day && may.includes('complete-visit'),
    isUnrecorded: canRecord && today > day,
    corrections: correctionsOf(servicePackage, visit, today >= day),
  };
}
