// Date and time are in the program's time zone.
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { WRITTEN_BELOW } from '../data/written-dates.ts';
import { useWrittenMoments } from '../data/written-moments.ts';
import settings from '../settings/settings.module.css';

type When = { date: string; time: string };

export function UntilFields({
  date,
  time,
  onChange,
  error,
}: When & { onChange: (when: When) => void; error?: string }) {
  const { t } = useTranslation();
  const written = useWrittenMoments();
  return (
    <div className={settings.pair}>
      <TextInput
        type="date"
        label={t('packages.date')}
        value={date}
        description={written(date, time)}
        inputWrapperOrder={WRITTEN_BELOW}
        onChange={(event) => onChange({ date: event.currentTarget.value, time })}
        error={error}
        data-autofocus
        required
      />
      <TextInput
        type="time"
        label={t('packages.time')}
        value={time}
        onChange={(event) => onChange({ date, time: event.currentTarget.value })}
        error={error !== undefined}
        required
      />
    </div>
  );
}
