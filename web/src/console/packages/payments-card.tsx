import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServicePackage } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import cases from '../cases/cases.module.css';
import { useLabels } from '../cases/labels.ts';
import { Moment } from '../cases/moment.tsx';
import { MoneyText } from '../cases/money-text.tsx';
import { Icon } from '../shell/icons.tsx';
import styles from './packages.module.css';
import type { PartProps } from './part-props.ts';
import { RequestBox } from './request-box.tsx';

export function PaymentsCard(props: PartProps) {
  const { t } = useTranslation();
  const labels = useLabels();
  const { servicePackage, onDialog } = props;
  const { payment, paymentRequests, may, notices } = servicePackage;
  const canAsk = may.includes('request-payment') && payment === null && isPayable(servicePackage);
  const ask = (
    <Button size="compact-md" variant="light" onClick={() => onDialog({ kind: 'request-payment' })}>
      {t('packages.newRequest')}
    </Button>
  );
  return (
    <Card title={t('packages.payments')} aside={canAsk && ask}>
      {payment !== null && (
        <p className={styles.line}>
          <Icon name="check" />
          <strong>
            <MoneyText minor={payment.amountMinor} currency={payment.currency} />
          </strong>
          <span>{labels.method(payment.method)}</span>
          <Moment at={payment.at} />
        </p>
      )}
      {notices.map((notice) => (
        <p key={notice} className={styles.say}>
          <Icon name="agent" />
          <strong>{t('cases.say', { notice: labels.notice(notice) })}</strong>
        </p>
      ))}
      {payment === null && paymentRequests.length === 0 && <p className={cases.quiet}>{t('packages.noRequests')}</p>}
      {paymentRequests.toReversed().map((request) => (
        <RequestBox key={request.id} request={request} {...props} />
      ))}
    </Card>
  );
}

// FK-12: after the cancellation the customer may still pay on the last call, while that call is still to be made.
function isPayable({ stage, todo }: ServicePackage): boolean {
  const isCalled = todo.some(({ what }) => what === 'call-customer' || what === 'enter-result');
  return stage === 'booked' || (stage === 'cancelled' && isCalled);
}
