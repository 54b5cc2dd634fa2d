import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../shared/wire.ts';
import { AskForm, type Missing } from '../cases/ask-form.tsx';
import cases from '../cases/cases.module.css';
import { useLabels } from '../cases/labels.ts';
import { api } from '../data/api.ts';
import { problemIn, useAsking } from '../data/asking.ts';
import { useWrittenDates, WRITTEN_BELOW } from '../data/written-dates.ts';
import { changedValues, type FieldOnTicket, typedFrom, valueOf } from './field-values.ts';

type Props = { ticket: Ticket; fields: readonly FieldOnTicket[]; onClose: () => void };

export function FieldsDialog({ ticket: { id }, fields: given, onClose }: Props) {
  const { t } = useTranslation();
  const asking = useAsking();
  // What another person changes meanwhile is not taken for a change of this one.
  const [fields] = useState(given);
  const [typed, setTyped] = useState(() => typedFrom(fields));
  const shown = fields.filter(({ kind }) => kind !== null);
  const send = async () => {
    const params = { path: { id } };
    const body = { fields: changedValues(fields, typed) };
    const asked = asking.ask(
      'set-fields',
      (key) => api.PUT('/v1/tickets/{id}/fields', { params: { ...params, header: { 'Idempotency-Key': key } }, body }),
      { done: t('tickets.fields.saved'), tells: false },
    );
    return problemIn(await asked);
  };
  return (
    <AskForm
      title={t('tickets.fields.title')}
      lead={t('tickets.fields.lead')}
      submit={t('tickets.fields.save')}
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      missing={useUnfit(shown, typed)}
      send={send}
      onClose={onClose}
      fields={shown.map(({ field }) => field)}
    >
      {(errorAt) =>
        shown.map((one, place) => (
          <FieldInput
            key={one.field}
            one={one}
            typed={typed[one.field] ?? ''}
            onType={(text) => setTyped({ ...typed, [one.field]: text })}
            error={errorAt(one.field)}
            isFirst={place === 0}
          />
        ))
      }
    </AskForm>
  );
}

/** The first field that cannot be saved: no number, or emptied although it is required. */
function useUnfit(fields: readonly FieldOnTicket[], typed: Readonly<Record<string, string>>): Missing | null {
  const { t } = useTranslation();
  for (const one of fields) {
    const value = valueOf(one, typed[one.field] ?? '');
    if (value === undefined) return { field: one.field, missing: t('tickets.fields.noNumber') };
    if (value === null && one.value !== null && one.required)
      return { field: one.field, missing: t('tickets.fields.emptied') };
  }
  return null;
}

type InputProps = {
  one: FieldOnTicket;
  typed: string;
  onType: (text: string) => void;
  error: string | undefined;
  isFirst: boolean;
};

function FieldInput({ one, typed, onType, error, isFirst }: InputProps) {
  const { t } = useTranslation();
  const labels = useLabels();
  const written = useWrittenDates();
  const common = {
    label: labels.ticketField(one.field),
    description: one.required ? t('tickets.fields.needed') : undefined,
    value: typed,
    onChange: (event: { currentTarget: { value: string } }) => onType(event.currentTarget.value),
    error,
    'data-autofocus': isFirst || undefined,
  };
  if (one.kind === 'choice') {
    // A choice that is no longer offered stays until another is made.
    const values = [...new Set(['', ...one.choices, typed])];
    const data = values.map((value) => ({
      value,
      label: value === '' ? t('tickets.fields.none') : labels.ticketChoice(value),
    }));
    return <NativeSelect {...common} data={data} />;
  }
  if (one.kind === 'text')
    return <Textarea {...common} maxLength={2_000} autosize minRows={1} classNames={{ input: cases.free }} />;
  if (one.kind === 'number') return <TextInput {...common} inputMode="decimal" autoComplete="off" dir="auto" />;
  const inWords = [common.description, written.date(typed)].filter(Boolean).join(' · ');
  return <TextInput {...common} type="date" description={inWords} inputWrapperOrder={WRITTEN_BELOW} />;
}
