// Dates and times are in the program's time zone. One press fills a weekly rhythm.
import { ActionIcon, Button, Fieldset, TextInput } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProduct } from '../data/use-product.ts';
import { useProgram } from '../data/session.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useNow } from '../data/ticking.ts';
import { useWrittenMoments } from '../data/written-moments.ts';
import { daysLater, fieldsOfInstant, instantAt, isSkipped } from '../data/zoned-time.ts';
import styles from './booking.module.css';
import { type Drafting, type VisitRow, visitRow } from './draft.ts';
import type { FieldErrors } from './field-errors.ts';

const MOST = 62;
const USUAL = 4;

type FieldsProps = Drafting & {
  /** The size of a package of the catalogue. */
  most?: number | undefined;
  errors: FieldErrors;
};

export function VisitFields({ draft, change, most = MOST, errors }: FieldsProps) {
  const product = useProduct();
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const box = useRef<HTMLDivElement>(null);
  const { visits } = draft;
  const put = (id: string, part: Partial<VisitRow>) =>
    change({ visits: visits.map((row) => (row.id === id ? { ...row, ...part } : row)) });
  const add = () => {
    const last = visits.at(-1);
    const date = last === undefined || last.date === '' ? '' : daysLater(last.date, 7);
    if (visits.length < most) change({ visits: [...visits, visitRow(date, last?.time ?? '')] });
    requestAnimationFrame(() => box.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus());
  };
  return (
    <Fieldset legend={product.heading('booking.visits')} className={styles.set}>
      <p className={styles.hint}>{t('booking.visitsHint', { zone: times.zone })}</p>
      <div ref={box}>
        <ol className={styles.rows}>
          {visits.map((row, place) => (
            <VisitLine
              key={row.id}
              row={row}
              place={place + 1}
              isChecked={errors.at('visits') !== undefined}
              refused={errors.visit}
              onChange={(part) => put(row.id, part)}
              onNext={add}
              onRemove={visits.length === 1 ? null : () => change({ visits: visits.filter((one) => one !== row) })}
            />
          ))}
        </ol>
      </div>
      {errors.at('visits') !== undefined && (
        <p className={styles.error} role="alert">
          {errors.at('visits')}
        </p>
      )}
      <div className={styles.rhythm}>
        <Button variant="default" onClick={add} disabled={visits.length >= most}>
          {t('booking.addVisit')}
        </Button>
        <Weekly first={visits[0]} rows={visits.length} most={most} onFill={(rows) => change({ visits: rows })} />
      </div>
    </Fieldset>
  );
}

type LineProps = {
  row: VisitRow;
  place: number;
  /** The person has tried to send: empty fields are marked. */
  isChecked: boolean;
  /** The start of the refused visit, if any. */
  refused: string | null;
  onChange: (part: Partial<VisitRow>) => void;
  onNext: () => void;
  onRemove: (() => void) | null;
};

function VisitLine({ row, place, isChecked, refused, onChange, onNext, onRemove }: LineProps) {
  const { t } = useTranslation();
  const { timeZone } = useProgram();
  const written = useWrittenMoments();
  const now = useNow();
  const at = instantAt(row.date, row.time, timeZone);
  const isPast = at !== null && Date.parse(at) <= now;
  const isUnfit = isPast || isSkipped(row.date, row.time, timeZone);
  const isWrong = isUnfit || (isChecked && at === null) || (at !== null && at === refused);
  // Enter moves to the next visit and does not book.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onNext();
  };
  return (
    <li className={styles.row} onKeyDown={onKeyDown}>
      <span className={styles.place} aria-hidden="true">
        {place}
      </span>
      <TextInput
        type="date"
        aria-label={t('booking.visitDate', { place })}
        value={row.date}
        min={fieldsOfInstant(now, timeZone).date}
        onChange={(event) => onChange({ date: event.currentTarget.value })}
        error={isWrong}
        required
      />
      <TextInput
        type="time"
        aria-label={t('booking.visitTime', { place })}
        value={row.time}
        onChange={(event) => onChange({ time: event.currentTarget.value })}
        error={isWrong}
        required
      />
      <span className={isUnfit ? styles.error : styles.weekday}>
        {isPast ? t('booking.past') : written(row.date, row.time, true)}
      </span>
      {onRemove !== null && (
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={onRemove}
          aria-label={t('booking.removeVisit', { place })}
          onKeyDown={(event) => event.stopPropagation()}
        >
          ×
        </ActionIcon>
      )}
    </li>
  );
}

type WeeklyProps = { first: VisitRow | undefined; rows: number; most: number; onFill: (rows: VisitRow[]) => void };

function Weekly({ first, rows, most, onFill }: WeeklyProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  // A form that already has its rows keeps their number.
  const usual = most < MOST ? most : USUAL;
  const count = typed ?? `${rows > 1 ? rows : usual}`;
  const isReady = first !== undefined && first.date !== '' && first.time !== '';
  const fill = () => {
    if (!isReady) return;
    const places = Array.from({ length: Math.min(Number(count) || 1, most) }, (_, place) => place);
    onFill(places.map((place) => visitRow(daysLater(first.date, 7 * place), first.time)));
  };
  return (
    <div className={styles.weekly}>
      <TextInput
        type="number"
        aria-label={t('booking.weeklyCount')}
        value={count}
        onChange={(event) => setTyped(event.currentTarget.value)}
        min={1}
        max={most}
        className={styles.count}
      />
      <Button variant="light" onClick={fill} disabled={!isReady} title={isReady ? undefined : t('booking.weeklyHint')}>
        {t('booking.weekly', { count: Number(count) || 1 })}
      </Button>
    </div>
  );
}
