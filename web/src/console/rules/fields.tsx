// Fields of the forms. Each shows a value of the rules and the checker's sentence about it. What does not fit is written
// as it is typed: nothing typed is lost, and the checker says what is wrong.
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { decimalText } from '../../../../domain/money.ts';
import { minorUnitsOf } from '../data/spoken-money.ts';
import type { Choice } from './choices.ts';
import { RULES_FILE, valueAt } from './document.ts';
import { DurationField } from './duration-field.tsx';
import { useProblemAt } from './field-problem.ts';
import styles from './forms.module.css';
import type { Work } from './use-files.ts';
import type { Path } from './yaml-edit.ts';

type Place = { work: Work; path: Path; label: string; description?: string };

function useField({ work, path }: Place) {
  const value = valueAt(work.document.program, path);
  return {
    value,
    shown: typeof value === 'string' || typeof value === 'number' ? String(value) : '',
    error: useProblemAt()(['program', ...path]),
    set: (next: unknown) => work.edit(RULES_FILE, { path, value: next }),
  };
}

/** `isOptional`: an empty field takes the value out of the document. */
export function WordField({ isOptional = false, ...place }: Place & { isOptional?: boolean }) {
  const { shown, error, set } = useField(place);
  return (
    <TextInput
      label={place.label}
      description={place.description}
      attributes={{ input: { dir: 'auto' } }}
      maxLength={200}
      value={shown}
      error={error}
      onChange={({ currentTarget: { value } }) => set(value === '' && isOptional ? undefined : value)}
    />
  );
}

export function WholeField({ isOptional = false, ...place }: Place & { isOptional?: boolean }) {
  const { shown, error, set } = useField(place);
  const write = (typed: string) => {
    const text = typed.trim();
    if (text === '' && isOptional) return set(undefined);
    return set(/^\d{1,9}$/.test(text) ? Number(text) : text);
  };
  return (
    <TextInput
      label={place.label}
      description={place.description}
      inputMode="numeric"
      value={shown}
      error={error}
      onChange={(event) => write(event.currentTarget.value)}
    />
  );
}

/** A price in a currency, written into the document with all places of the currency. */
export function PriceField({ currency, ...place }: Place & { currency: string }) {
  const { shown, error, set } = useField(place);
  const [typed, setTyped] = useState<string | null>(null);
  const write = (text: string) => {
    setTyped(text);
    const amountMinor = minorUnitsOf(text, currency);
    set(amountMinor === null ? text.trim() : decimalText({ amountMinor, currency }));
  };
  return (
    <TextInput
      label={`${place.label} (${currency})`}
      description={place.description}
      inputMode="decimal"
      value={typed ?? shown}
      error={error}
      onChange={(event) => write(event.currentTarget.value)}
      onBlur={() => setTyped(null)}
    />
  );
}

export function DurationAt(place: Place) {
  const { shown, error, set } = useField(place);
  return <DurationField label={place.label} fullLabel={place.label} value={shown} error={error} onChange={set} />;
}

export function TimeAt({ isOptional = false, ...place }: Place & { isOptional?: boolean }) {
  const { shown, error, set } = useField(place);
  return (
    <TextInput
      type="time"
      label={place.label}
      description={place.description}
      value={shown}
      error={error}
      onChange={({ currentTarget: { value } }) => set(value === '' && isOptional ? undefined : value)}
    />
  );
}

type Choices = { choices: readonly Choice[] };

/** `none` names what no value means; `absent` is the choice that counts where the document is silent. */
export function ChoiceField({ choices, none, absent, ...place }: Place & Choices & { none?: string; absent?: string }) {
  const { value: written, shown: text, error, set } = useField(place);
  const shown = written === undefined ? (absent ?? '') : text;
  const isKnown = choices.some(({ value }) => value === shown);
  const others = [
    ...(none === undefined ? [] : [{ value: '', label: none }]),
    // What the document says is shown even if it does not fit.
    ...(isKnown || (shown === '' && none !== undefined) ? [] : [{ value: shown, label: shown === '' ? '—' : shown }]),
  ];
  return (
    <NativeSelect
      label={place.label}
      description={place.description}
      value={shown}
      error={error}
      data={[...others, ...choices]}
      onChange={({ currentTarget: { value } }) => set(value === '' && none !== undefined ? undefined : value)}
    />
  );
}

/** Some of a list of ids. */
export function SeveralField({ choices, ...place }: Place & Choices) {
  const { value, error, set } = useField(place);
  const chosen = Array.isArray(value) ? (value as unknown[]) : [];
  const toggle = (id: string) => set(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <fieldset className={styles.roles}>
      <legend>{place.label}</legend>
      {choices.map((one) => (
        <Checkbox
          key={one.value}
          size="sm"
          label={one.label}
          checked={chosen.includes(one.value)}
          onChange={() => toggle(one.value)}
        />
      ))}
      {error !== undefined && <p className={styles.error}>{error}</p>}
    </fieldset>
  );
}

/** Off takes an optional value out of the document. */
export function CheckField({ isOptional = false, ...place }: Place & { isOptional?: boolean }) {
  const { value, error, set } = useField(place);
  return (
    <Checkbox
      size="sm"
      label={place.label}
      description={place.description}
      error={error}
      checked={value === true}
      onChange={({ currentTarget: { checked } }) => set(!checked && isOptional ? undefined : checked)}
    />
  );
}
