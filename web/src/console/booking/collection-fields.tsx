// FK-02: collection of cash at the door, and the text that the agent reads to the customer.
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { WRITTEN_BELOW } from '../data/written-dates.ts';
import { useWrittenMoments } from '../data/written-moments.ts';
import cases from '../cases/cases.module.css';
import styles from './booking.module.css';
import { SaidNotice } from './said-notice.tsx';

export type Collection = { date: string; time: string; address: string };

type Props = Collection & {
  /** The customer's own address, used when no other is typed. */
  usualAddress: string;
  /** What the agent has to say. */
  notice: string | null;
  onChange: (part: Partial<Collection>) => void;
  atError: string | undefined;
  addressError: string | undefined;
};

export function CollectionFields({
  date,
  time,
  address,
  usualAddress,
  notice,
  onChange,
  atError,
  addressError,
}: Props) {
  const { t } = useTranslation();
  const written = useWrittenMoments();
  return (
    <div className={styles.collection} role="group" aria-label={t('booking.collection')}>
      <SaidNotice notice={notice} />
      <div className={styles.pair}>
        <TextInput
          type="date"
          label={t('booking.collectDate')}
          value={date}
          description={written(date, time)}
          inputWrapperOrder={WRITTEN_BELOW}
          onChange={(event) => onChange({ date: event.currentTarget.value })}
          error={atError}
          required
        />
        <TextInput
          type="time"
          label={t('booking.collectTime')}
          value={time}
          onChange={(event) => onChange({ time: event.currentTarget.value })}
          error={atError !== undefined}
          required
        />
      </div>
      <TextInput
        label={t('booking.collectAddress')}
        placeholder={usualAddress}
        description={usualAddress === '' ? undefined : t('booking.collectAddressHint')}
        value={address}
        onChange={(event) => onChange({ address: event.currentTarget.value })}
        error={addressError}
        maxLength={500}
        autoComplete="off"
        classNames={{ input: cases.free }}
      />
    </div>
  );
}
