import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServicePackage } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import cases from '../cases/cases.module.css';
import { Chip, type Tone } from '../cases/chip.tsx';
import { useLabels } from '../cases/labels.ts';
import { Moment } from '../cases/moment.tsx';
import { MoneyText } from '../cases/money-text.tsx';
import { listed } from '../data/locale.ts';
import { usePeopleNames } from '../data/people-names.ts';
import { useProgram } from '../data/session.tsx';
import styles from './packages.module.css';
import type { PartProps } from './part-props.ts';

export const refundTones: Readonly<Record<ServicePackage['refunds'][number]['status'], Tone>> = {
  'awaiting-approval': 'brand',
  declined: 'bad',
  'to-hand-out': 'brand',
  approved: 'brand',
  paid: 'good',
  unknown: 'bad',
  refused: 'bad',
};

export function RefundCard({ servicePackage: { refunds, may }, onDialog }: Omit<PartProps, 'asking'>) {
  const { t, i18n } = useTranslation();
  const person = usePeopleNames();
  const labels = useLabels();
  const { packages } = useProgram();
  const roles = listed(i18n.language, (packages?.refundsApprovedBy ?? []).map(labels.role));
  if (refunds.length === 0) return null;
  return (
    <Card title={t('packages.refunds')}>
      {refunds.toReversed().map(({ id, amountMinor, currency, status, why, at, preparedBy, approvedBy }) => (
        <div key={id} className={styles.request}>
          <p className={styles.line}>
            <strong>
              <MoneyText minor={amountMinor} currency={currency} />
            </strong>
            <Chip tone={refundTones[status]}>{t(`finance.status.${status}`)}</Chip>
            <span className={cases.small}>
              <Moment at={at} />
            </span>
          </p>
          <p className={cases.quiet}>
            {t(`finance.why.${why}`)} {t('finance.preparedBy', { person: person(preparedBy) })}
            {approvedBy !== null && ` ${t('finance.approvedBy', { person: person(approvedBy) })}`}
          </p>
          {status === 'awaiting-approval' && <p>{t('packages.secondPerson', { roles })}</p>}
          {status === 'declined' && may.includes('cancel') && (
            <span className={cases.buttons}>
              <Button size="compact-md" onClick={() => onDialog({ kind: 'resubmit', refundId: id })}>
                {t('packages.resubmit')}
              </Button>
            </span>
          )}
        </div>
      ))}
    </Card>
  );
}
