import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import cases from '../cases/cases.module.css';
import { CustomerName } from '../cases/customer-name.tsx';
import { PhoneText } from '../cases/phone-text.tsx';
import { BookAgain } from './book-again.tsx';
import { cancelWords } from './cancel-words.ts';
import { PackageChips } from './package-chips.tsx';
import type { PartProps } from './part-props.ts';

export function PackageHead({ servicePackage, onDialog }: PartProps) {
  const { t } = useTranslation();
  const { customer, may, stage, visits, visitsLeft } = servicePackage;
  // A past visit without a record may still return to the balance. After the package's end only its record does that.
  const isOver = stage === 'deactivated';
  const isLeft = visitsLeft > 0 || (!isOver && visits.some(({ status }) => status === 'planned'));
  const canCancel = may.includes('cancel') && stage !== 'cancelled' && isLeft;
  return (
    <header className={cases.head}>
      <h1>
        <CustomerName name={customer.name} />
      </h1>
      <PhoneText phone={customer.phone} />
      <span className={cases.chips}>
        <PackageChips {...servicePackage} />
      </span>
      <span className={cases.end}>
        <BookAgain servicePackage={servicePackage} size="sm" />
        {canCancel && (
          <Button variant="default" onClick={() => onDialog({ kind: 'cancel' })}>
            {t(cancelWords(servicePackage).button)}
          </Button>
        )}
      </span>
    </header>
  );
}
