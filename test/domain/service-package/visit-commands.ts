import type { VisitOutcome } from '../../../domain/service-package/visit-records.ts';
import { aBooking, cairo, Life } from './builders.ts';

/** Three visits on 10, 13 and 16 March 2031 at noon, paid; expires at the end of 10 April, grace through 24 April. */
export const paid = (startsAt = ['2031-03-10 12:00', '2031-03-13 12:00', '2031-03-16 12:00']) =>
  new Life(aBooking({ startsAt }), cairo('2031-03-03 10:00')).pays('2031-03-03 10:05');

export const record = (visitId: string, outcome: VisitOutcome, noteId: string | null = null) =>
  ({ kind: 'record-visit', visitId, outcome, noteId }) as const;
export const complete = (visitId: string) => ({ kind: 'complete-visit', visitId }) as const;
export const giveBack = (visitId: string) => ({ kind: 'cancel-visit', visitId }) as const;
export const plan = (visitId: string, at: string) => ({ kind: 'add-visit', visitId, startsAt: cairo(at) }) as const;

export const status = (life: Life, visitId: string) => life.state.visits.find(({ id }) => id === visitId)?.status;
