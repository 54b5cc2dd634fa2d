import { Radio, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Options } from '../cases/options.tsx';
import { useLabels } from '../cases/labels.ts';
import cases from '../cases/cases.module.css';

type Props = {
  results: readonly string[];
  result: string | null;
  onResult: (result: string) => void;
  note: string;
  onNote: (note: string) => void;
  errorAt: (field: string) => string | undefined;
};

export function ResultFields({ results, result, onResult, note, onNote, errorAt }: Props) {
  const { t } = useTranslation();
  const labels = useLabels();
  return (
    <>
      <Radio.Group label={t('tickets.result')} value={result} onChange={onResult} error={errorAt('result')} required>
        <Options values={results} labelOf={labels.result} />
      </Radio.Group>
      <Textarea
        label={t('tickets.noteOptional')}
        value={note}
        onChange={(event) => onNote(event.currentTarget.value)}
        error={errorAt('note')}
        maxLength={2_000}
        rows={2}
        classNames={{ input: cases.free }}
      />
    </>
  );
}
