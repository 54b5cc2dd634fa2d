// Owns the head of a package's page: whose it is, how to call them, and the way to cancel.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import cases from '../cases/cases.module.css';
import { CustomerName } from '../cases/customer-name.tsx';
import { PhoneText } from '../cases/phone-text.tsx';
import { PackageChips } from './package-chips.tsx';
import type { PartProps } from './part-props.ts';

export function PackageHead({ servicePackage, onDialog }: PartProps) {
  const { t } = useTranslation();
  const { customer, may, stage, visitsLeft } = servicePackage;
  const canCancel = may.includes('cancel') && stage !== 'cancelled' && visitsLeft > 0;
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
        {canCancel && (
          <Button variant="default" onClick={() => onDialog({ kind: 'cancel' })}>
            {t('packages.cancel')}
          </Button>
        )}
      </span>
    </header>
  );
}
