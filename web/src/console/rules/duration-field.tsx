import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './forms.module.css';

const units = ['H', 'M', 'S'] as const;
type Unit = (typeof units)[number];
const SECONDS: Readonly<Record<Unit, number>> = { H: 3_600, M: 60, S: 1 };

type Props = {
  label: string;
  /** For screen readers, where several fields have the same label. It contains the label. */
  fullLabel: string;
  value: string | undefined;
  error?: string | undefined;
  onChange: (iso: string) => void;
};

/** An exact duration as a number and its unit. */
export function DurationField({ label, fullLabel, value, error, onChange }: Props) {
  const { t } = useTranslation();
  const read = readDuration(value);
  const [typed, setTyped] = useState<string | null>(null);
  const write = (number: string, unit: Unit) => {
    if (/^\d{1,5}$/.test(number)) onChange(`PT${Number(number)}${unit}`);
  };
  return (
    <div className={styles.duration}>
      <span className={styles.durationLabel} aria-hidden="true">
        {label}
      </span>
      <TextInput
        aria-label={fullLabel}
        inputMode="numeric"
        value={typed ?? read.number}
        error={(typed !== null && !/^\d{1,5}$/.test(typed)) || error}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          write(event.currentTarget.value.trim(), read.unit);
        }}
        onBlur={() => setTyped(null)}
      />
      <NativeSelect
        aria-label={t('rulesPage.unitOf', { label: fullLabel })}
        value={read.unit}
        onChange={(event) => write(read.number, event.currentTarget.value as Unit)}
        data={units.map((unit) => ({ value: unit, label: t(`rulesPage.units.${unit}`) }))}
      />
    </div>
  );
}

/** In the largest unit that is whole. */
function readDuration(iso: string | undefined): { number: string; unit: Unit } {
  const [, hours = '0', minutes = '0', seconds = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(iso ?? '') ?? [];
  const all = Number(hours) * SECONDS.H + Number(minutes) * SECONDS.M + Number(seconds);
  const named = /^PT\d+([HMS])$/.exec(iso ?? '')?.[1] as Unit | undefined;
  const unit = named ?? units.find((one) => all % SECONDS[one] === 0) ?? 'S';
  return { number: String(all / SECONDS[unit]), unit };
}
