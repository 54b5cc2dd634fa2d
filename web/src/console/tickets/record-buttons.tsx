// One press records a past visit as held, or as lost by its customer.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import type { Asking } from '../data/asking.ts';

type Props = { ticket: Ticket; asking: Asking; isShort: boolean };

export function RecordButtons({ ticket: { caseId, visit, customer, status }, asking, isShort }: Props) {
  if (caseId === null || visit === null || status === 'closed') return null;
  const recorded = { id: visit.id, packageId: caseId };
  return <VisitRecordButtons visit={recorded} about={isShort ? customer.name : null} asking={asking} />;
}

type VisitProps = { visit: { id: string; packageId: string }; about: string | null; asking: Asking };

/** `about` names the visit for people who only hear the button. */
export function VisitRecordButtons({ visit: { id: visitId, packageId: id }, about, asking }: VisitProps) {
  const { t } = useTranslation();
  const record = (outcome: 'completed' | 'counted') =>
    asking.ask(
      outcome,
      (key) =>
        api.POST('/v1/service-packages/{id}/visits/{visitId}/record', {
          params: { path: { id, visitId }, header: { 'Idempotency-Key': key } },
          body: { outcome },
        }),
      { done: t('tickets.visitRecorded') },
    );
  return (['completed', 'counted'] as const).map((outcome) => {
    const what = t(`tickets.record.${outcome}`);
    return (
      <Button
        key={outcome}
        size="compact-md"
        variant={outcome === 'completed' ? 'filled' : 'light'}
        loading={asking.running === outcome}
        onClick={() => void record(outcome)}
        aria-label={about === null ? undefined : t('tickets.about', { what, about })}
      >
        {what}
      </Button>
    );
  });
}
