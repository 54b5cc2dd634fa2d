// A payment that bought nothing is either refunded or revives the package.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HeldPayment } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import cases from '../cases/cases.module.css';
import { useLabels } from '../cases/labels.ts';
import { Moment } from '../cases/moment.tsx';
import { MoneyText } from '../cases/money-text.tsx';
import { api } from '../data/api.ts';
import styles from './packages.module.css';
import type { PartProps } from './part-props.ts';

export function HeldCard(props: PartProps) {
  const { t } = useTranslation();
  const open = props.servicePackage.heldPayments.filter(({ decision }) => decision === null);
  if (open.length === 0) return null;
  return (
    <Card title={t('packages.held')} tone="bad">
      {open.map((held) => (
        <Held key={held.id} held={held} {...props} />
      ))}
    </Card>
  );
}

function Held({ held, servicePackage, asking }: PartProps & { held: HeldPayment }) {
  const { t } = useTranslation();
  const labels = useLabels();
  const { id, may } = servicePackage;
  const decide = (decision: 'refund' | 'revive') =>
    asking.ask(
      decision,
      (key) =>
        api.POST('/v1/service-packages/{id}/held-payments/decide', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { paymentId: held.id, decision },
        }),
      { done: t(`packages.decided.${decision}`) },
    );
  return (
    <>
      <p className={styles.line}>
        <strong>
          <MoneyText minor={held.amountMinor} currency={held.currency} />
        </strong>
        <span>{labels.method(held.method)}</span>
        <Moment at={held.at} />
      </p>
      <p>{t(`packages.heldWhy.${held.why}`)}</p>
      {may.includes('decide-payment') && (
        <div className={cases.buttons}>
          {held.canRevive && (
            <Button loading={asking.running === 'revive'} onClick={() => void decide('revive')}>
              {t('packages.revive')}
            </Button>
          )}
          <Button variant="default" loading={asking.running === 'refund'} onClick={() => void decide('refund')}>
            {t('packages.giveBack')}
          </Button>
        </div>
      )}
    </>
  );
}
