import { Button, CloseButton, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Opening } from './document.ts';
import styles from './forms.module.css';

type Props = {
  name: string;
  openings: readonly Opening[];
  onChange: (openings: Opening[]) => void;
  /** For a date of its own; a weekday stays. */
  onRemove?: () => void;
};

const MOST = 6;

/** One day with its openings; none is a closed day. */
export function OpeningFields({ name, openings, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const put = (place: number, change: Opening) =>
    onChange(openings.map((one, at) => (at === place ? { ...one, ...change } : one)));
  const add = () => onChange([...openings, nextOpening(openings.at(-1))]);
  return (
    <div className={styles.day} role="group" aria-label={name}>
      <strong>{name}</strong>
      <div className={styles.openings}>
        {openings.length === 0 && <span className={styles.quiet}>{t('rulesPage.closed')}</span>}
        {openings.map((opening, place) => (
          <span key={place} className={styles.opening}>
            <TimeField
              label={t('rulesPage.opens', { day: name })}
              value={opening.opens}
              onChange={(opens) => put(place, { opens })}
            />
            <span aria-hidden="true">–</span>
            <TimeField
              label={t('rulesPage.closes', { day: name })}
              value={opening.closes}
              onChange={(closes) => put(place, { closes })}
            />
            <CloseButton
              size="sm"
              aria-label={t('rulesPage.removeOpening', { day: name })}
              onClick={() => onChange(openings.filter((_, at) => at !== place))}
            />
          </span>
        ))}
      </div>
      <div className={styles.dayActions}>
        {openings.length < MOST && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={add}
            aria-label={t('rulesPage.addOpeningTo', { day: name })}
          >
            {t('rulesPage.addOpening')}
          </Button>
        )}
        {onRemove !== undefined && (
          <Button variant="default" size="compact-sm" onClick={onRemove}>
            {t('rulesPage.removeDate')}
          </Button>
        )}
      </div>
    </div>
  );
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;

type TimeProps = { label: string; value: string | undefined; onChange: (time: string) => void };

/** `HH:MM`; `24:00` is the end of a day, which a browser's own time field does not take. */
function TimeField({ label, value = '', onChange }: TimeProps) {
  return (
    <TextInput
      aria-label={label}
      className={styles.time}
      inputMode="numeric"
      maxLength={5}
      value={value}
      error={!TIME.test(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** After a break of an hour; the first of a day is the usual working day. */
function nextOpening(last: Opening | undefined): Opening {
  const hour = Number(/^(\d\d):/.exec(last?.closes ?? '')?.[1] ?? Number.NaN);
  if (Number.isNaN(hour) || hour > 21) return { opens: '09:00', closes: '18:00' };
  const written = (value: number) => `${String(value).padStart(2, '0')}:00`;
  return { opens: written(hour + 1), closes: written(hour + 2) };
}
