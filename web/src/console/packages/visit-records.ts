import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import type { ServicePackage } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { type Asking, problemIn } from '../data/asking.ts';
import { tell } from '../notifications/tell.ts';
import { settledStatus, type VisitOutcome } from './visit-rules.ts';

export type VisitRecord = { visitId: string; outcome: VisitOutcome; reason?: string };

/** Sends the record. `null` when the visit has its record, from this person or another. */
export function useVisitRecord({ id }: ServicePackage, asking: Asking) {
  const { t } = useTranslation();
  const settledMeanwhile = useSettledMeanwhile();
  return async ({ visitId, outcome, reason }: VisitRecord): Promise<Problem | null> => {
    const asked = await asking.ask(
      `${outcome} ${visitId}`,
      (key) =>
        api.POST('/v1/service-packages/{id}/visits/{visitId}/record', {
          params: { path: { id, visitId }, header: { 'Idempotency-Key': key } },
          body: { outcome, ...(reason === undefined ? {} : { reason }) },
        }),
      { done: t(`packageQuestions.recorded.${outcome}`), tells: false },
    );
    return settledMeanwhile(problemIn(asked));
  };
}

/** Shows a note when another person has recorded the visit meanwhile, and removes the problem. */
function useSettledMeanwhile(): (problem: Problem | null) => Problem | null {
  const { i18n } = useTranslation();
  return (problem) => {
    const settled = settledStatus(problem);
    if (settled === null) return problem;
    const message = () =>
      i18n.t('packageQuestions.settledMeanwhile', { status: i18n.t(`packages.visitStatus.${settled}`) });
    tell({ message, isProblem: true });
    return null;
  };
}
