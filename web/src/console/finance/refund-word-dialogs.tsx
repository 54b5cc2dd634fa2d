import { useTranslation } from 'react-i18next';
import type { ListedRefund } from '../../shared/wire.ts';
import { PhoneText } from '../cases/phone-text.tsx';
import { ReasonForm, TextForm } from '../cases/text-form.tsx';
import { api } from '../data/api.ts';
import { useAsking } from '../data/asking.ts';
import { usePeopleNames } from '../data/people-names.ts';
import { shownText } from '../data/shown-text.ts';
import { useSpokenMoney } from '../data/spoken-money.ts';

type Props = { refund: ListedRefund; onClose: () => void };

export function Decline({ refund: { id, amountMinor, currency, preparedBy }, onClose }: Props) {
  const { t } = useTranslation();
  const money = useSpokenMoney();
  const person = usePeopleNames();
  const asking = useAsking();
  return (
    <ReasonForm
      title={t('finance.declineTitle', { amount: money(amountMinor, currency) })}
      lead={t('finance.declineLead', { person: person(preparedBy) })}
      submit={t('finance.decline')}
      asking={asking}
      name="decline"
      call={(reason, key) =>
        api.POST('/v1/refunds/{id}/decline', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { reason },
        })
      }
      done={t('finance.wasDeclined')}
      onClose={onClose}
    />
  );
}

export function HandOut({ refund: { id, amountMinor, currency, customer }, onClose }: Props) {
  const { t } = useTranslation();
  const money = useSpokenMoney();
  const asking = useAsking();
  return (
    <TextForm
      title={t('finance.handOutTitle', { amount: money(amountMinor, currency) })}
      lead={
        <>
          <bdi>{shownText(customer.name)}</bdi> · <PhoneText phone={customer.phone} />
          {customer.address !== null && (
            <>
              {' · '}
              <bdi>{shownText(customer.address)}</bdi>
            </>
          )}
        </>
      }
      submit={t('finance.handOut')}
      field="reference"
      label={t('finance.reference')}
      missing={t('finance.referenceMissing')}
      asking={asking}
      name="hand-out"
      call={(reference, key) =>
        api.POST('/v1/refunds/{id}/handed-out', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { reference },
        })
      }
      done={t('finance.wasHandedOut')}
      onClose={onClose}
    />
  );
}
