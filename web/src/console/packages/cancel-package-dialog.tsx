// Owns the question before a package is cancelled: visits left, their value, the fee, what goes back (FK-21).
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dataOf } from '../../shared/api.ts';
import type { ServicePackage } from '../../shared/wire.ts';
import { AskForm } from '../cases/ask-form.tsx';
import { Loaded } from '../cases/loaded.tsx';
import { MoneyText } from '../cases/money-text.tsx';
import { api } from '../data/api.ts';
import { problemIn } from '../data/asking.ts';
import type { DialogProps } from './package-dialogs.tsx';
import styles from './packages.module.css';

/** Read anew at each opening, and whenever the package changes meanwhile. */
function previewQuery({ id, visitsLeft, paid }: ServicePackage) {
  return {
    queryKey: ['cancellation-preview', id, visitsLeft, paid],
    queryFn: () =>
      dataOf(api.POST('/v1/service-packages/{id}/cancellation/preview', { params: { path: { id } }, body: {} })),
    staleTime: 0,
    gcTime: 0,
  };
}

export function CancelPackageDialog({ servicePackage, asking, onClose }: DialogProps) {
  const { t } = useTranslation();
  const preview = useQuery(previewQuery(servicePackage));
  const { id, currency, paid } = servicePackage;
  const send = async () => {
    const result = await asking.ask(
      'cancel',
      (key) =>
        api.POST('/v1/service-packages/{id}/cancellation', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: {},
        }),
      { done: t(paid ? 'packages.cancelledPaid' : 'packages.cancelledUnpaid'), tells: false },
    );
    return problemIn(result);
  };
  return (
    <AskForm
      title={t('packages.cancelTitle')}
      lead={t(paid ? 'packages.cancelLead' : 'packages.cancelLeadUnpaid')}
      submit={t('packages.cancelConfirm')}
      isGrave
      busy={asking.running !== null || preview.data === undefined}
      stillTrying={asking.stillTrying}
      send={send}
      onClose={onClose}
    >
      {() => (
        <Loaded query={preview}>
          {({ visitsLeft, valueMinor, feeMinor, refundMinor }) => (
            <dl className={styles.amounts}>
              <div>
                <dt>{t('packages.visitsLeft')}</dt>
                <dd>{visitsLeft}</dd>
              </div>
              <div>
                <dt>{t('packages.value')}</dt>
                <dd>
                  <MoneyText minor={valueMinor} currency={currency} />
                </dd>
              </div>
              <div>
                <dt>{t('packages.fee')}</dt>
                <dd>
                  <MoneyText minor={feeMinor} currency={currency} />
                </dd>
              </div>
              <div className={styles.sum}>
                <dt>{t('packages.refund')}</dt>
                <dd>
                  <MoneyText minor={refundMinor} currency={currency} />
                </dd>
              </div>
            </dl>
          )}
        </Loaded>
      )}
    </AskForm>
  );
}
