// Owns what may be done with a visit at this moment, as far as a page can know; the server decides again.
import type { ServicePackage, Visit } from '../../shared/wire.ts';
import { useProgram } from '../data/session.tsx';
import { useNow } from '../data/ticking.ts';
import { fieldsOfInstant, freeUntil, standingOf, type Standing } from '../data/zoned-time.ts';

type VisitMoment = { standing: Standing; freeUntil: string; mayChange: boolean; mayComplete: boolean };

export function useVisitMoment({ may, paid }: ServicePackage, { startsAt, status }: Visit): VisitMoment {
  const { timeZone, packages } = useProgram();
  const now = useNow();
  const rules = { timeZone, freeChange: packages?.freeChange ?? 'PT24H', cutOff: packages?.cutOff ?? 'visit-start' };
  const hasCome = fieldsOfInstant(now, timeZone).date >= fieldsOfInstant(startsAt, timeZone).date;
  return {
    standing: standingOf(startsAt, now, rules),
    freeUntil: freeUntil(startsAt, rules),
    mayChange: status === 'planned' && may.includes('change-visits'),
    mayComplete: status === 'planned' && paid && hasCome && may.includes('complete-visit'),
  };
}
