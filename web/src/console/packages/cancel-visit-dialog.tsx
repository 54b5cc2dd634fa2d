import { useTranslation } from 'react-i18next';
import type { Visit } from '../../shared/wire.ts';
import { AskForm } from '../cases/ask-form.tsx';
import { CustomerName } from '../cases/customer-name.tsx';
import { api } from '../data/api.ts';
import { problemIn } from '../data/asking.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { tell } from '../notifications/tell.ts';
import type { DialogProps } from './package-dialogs.tsx';
import { StandingNotice } from './standing-notice.tsx';

export function CancelVisitDialog({ servicePackage, asking, onClose, visit }: DialogProps & { visit: Visit }) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const path = { id: servicePackage.id, visitId: visit.id };
  const send = async () => {
    const result = await asking.ask(
      'cancel-visit',
      (key) =>
        api.POST('/v1/service-packages/{id}/visits/{visitId}/cancel', {
          params: { path, header: { 'Idempotency-Key': key } },
          body: {},
        }),
      { tells: false },
    );
    if (result?.kind === 'ok') tell({ message: t(`packages.outcome.${result.data.visit.status}`) });
    return problemIn(result);
  };
  return (
    <AskForm
      title={t('packages.cancelVisitTitle')}
      lead={
        <>
          {times.dateTime(visit.startsAt)} · <CustomerName name={servicePackage.customer.name} />
        </>
      }
      submit={t('packages.cancelVisit')}
      isGrave
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      send={send}
      onClose={onClose}
    >
      {() => <StandingNotice servicePackage={servicePackage} visit={visit} about="cancel" />}
    </AskForm>
  );
}
