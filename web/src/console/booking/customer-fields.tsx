import { Fieldset, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { hasExtension, phoneNumber, writtenPhone } from '../../../../domain/contact/phone.ts';
import cases from '../cases/cases.module.css';
import { countryName } from '../data/locale.ts';
import { useProgram } from '../data/session.tsx';
import styles from './booking.module.css';
import type { Drafting } from './draft.ts';
import type { FieldErrors } from './field-errors.ts';

export function CustomerFields({ draft, change, errors }: Drafting & { errors: FieldErrors }) {
  const { t } = useTranslation();
  const { country } = useProgram();
  const number = phoneNumber(draft.phone, country);
  const known = number === null ? null : writtenPhone(number, country);
  return (
    <Fieldset legend={t('booking.customer')} className={styles.set}>
      <div className={styles.pair}>
        <TextInput
          label={t('booking.name')}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={errors.at('name')}
          maxLength={200}
          autoComplete="off"
          classNames={{ input: cases.free }}
          required
          autoFocus
        />
        <TextInput
          type="tel"
          label={t('booking.phone')}
          value={draft.phone}
          onChange={(event) => change({ phone: event.currentTarget.value })}
          // Formatted for people, so that it can be read back to the customer.
          onBlur={() => known !== null && change({ phone: known })}
          error={known === null ? errors.at('phone') : undefined}
          rightSection={known === null ? null : <span className={styles.good}>✓</span>}
          description={<PhoneState typed={draft.phone} known={known} isExtended={hasExtension(draft.phone, country)} />}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={40}
          autoComplete="off"
          dir="ltr"
          classNames={{ input: styles.start }}
          required
        />
      </div>
      <TextInput
        label={t('booking.address')}
        value={draft.address}
        onChange={(event) => change({ address: event.currentTarget.value })}
        error={errors.at('address')}
        maxLength={500}
        autoComplete="off"
        classNames={{ input: cases.free }}
      />
    </Fieldset>
  );
}

type PhoneStateProps = { typed: string; known: string | null; isExtended: boolean };

function PhoneState({ typed, known, isExtended }: PhoneStateProps) {
  const { t, i18n } = useTranslation();
  const { country } = useProgram();
  if (typed.trim() === '')
    return country === null ? null : t('booking.phoneHint', { country: countryName(country, i18n.language) });
  if (known === null) return t(isExtended ? 'booking.phoneExtended' : 'booking.phoneOpen');
  return (
    <>
      {t('booking.phoneGood')} <bdi dir="ltr">{known}</bdi>
    </>
  );
}
