// FK-21: visits left, their value, the fee, the refund.
import { useTranslation } from 'react-i18next';
import type { CancellationPreview } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { MoneyText } from '../cases/money-text.tsx';
import { spokenShare } from '../data/locale.ts';
import styles from './packages.module.css';

type Props = { preview: CancellationPreview; currency: string; isAssumed: boolean };

export function CancellationAmounts({ preview, currency, isAssumed }: Props) {
  const { t, i18n } = useTranslation();
  const { visitsLeft, valueMinor, feeMinor, feeShare, refundMinor } = preview;
  return (
    <>
      {isAssumed && <p className={cases.quiet}>{t('packageQuestions.ifHeld')}</p>}
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
        {feeMinor > 0 && (
          <div>
            <dt>{t('packages.fee', { share: spokenShare(feeShare, i18n.language) })}</dt>
            <dd>
              <MoneyText minor={feeMinor} currency={currency} />
            </dd>
          </div>
        )}
        <div className={styles.sum}>
          <dt>{t('packages.refund')}</dt>
          <dd>
            <MoneyText minor={refundMinor} currency={currency} />
          </dd>
        </div>
      </dl>
    </>
  );
}
