// Owns the refunds of a package: how much, where it stands, who prepared and who approved it.
import { useTranslation } from 'react-i18next';
import type { ServicePackage } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import cases from '../cases/cases.module.css';
import { Chip, type Tone } from '../cases/chip.tsx';
import { Moment } from '../cases/moment.tsx';
import { MoneyText } from '../cases/money-text.tsx';
import styles from './packages.module.css';

export const refundTones: Readonly<Record<ServicePackage['refunds'][number]['status'], Tone>> = {
  'awaiting-approval': 'brand',
  approved: 'brand',
  paid: 'good',
  unknown: 'bad',
  refused: 'bad',
};

export function RefundCard({ servicePackage: { refunds, currency } }: { servicePackage: ServicePackage }) {
  const { t } = useTranslation();
  if (refunds.length === 0) return null;
  return (
    <Card title={t('packages.refunds')}>
      {refunds.toReversed().map(({ id, amountMinor, status, why, at, preparedBy, approvedBy }) => (
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
            {t(`finance.why.${why}`)} {t('finance.preparedBy', { login: preparedBy })}
            {approvedBy !== null && ` ${t('finance.approvedBy', { login: approvedBy })}`}
          </p>
          {status === 'awaiting-approval' && <p>{t('packages.secondPerson')}</p>}
        </div>
      ))}
    </Card>
  );
}
