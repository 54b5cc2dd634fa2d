// CDEK-05: the server, not the dialog, tells an INN from a contract number.
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLabels } from '../cases/labels.ts';
import type { DialogProps } from './move-dialog-props.ts';
import { MoveForm } from './move-form.tsx';

// The server accepts at most this many characters here.
const LONGEST = 200;

type Row = { question: string | null; before: string; label: string };

export function IdentifyDialog({ conversation: { answers, inn }, moves, onClose }: DialogProps) {
  const { t } = useTranslation();
  const labels = useLabels();
  const before = (value: string | null) => (value ?? '').slice(0, LONGEST);
  const only = answers[0] === undefined ? null : labels.own(answers[0].question);
  const rows: Row[] =
    answers.length > 1
      ? answers.map((one) => ({ question: one.question, before: before(one.value), label: labels.answer(one, inn) }))
      : [
          {
            question: null,
            before: before(answers[0]?.value ?? null),
            label: only ?? labels.number('any') ?? t('number'),
          },
        ];
  const [typed, setTyped] = useState(rows.map((row) => row.before));
  const isSingle = rows.length === 1;
  const words = (single: string, several: string) => t(`moves.${isSingle ? single : several}`);
  const textAt = (place: number) => (typed[place] ?? '').trim();
  const isEmptied = ({ before: was }: Row, place: number) => textAt(place) === '' && (isSingle || was !== '');
  const move = () => {
    const emptied = rows.findIndex(isEmptied);
    if (emptied !== -1) return { field: fieldOf(emptied), missing: words('numberMissing', 'answerMissing') };
    const changed = rows.flatMap(({ question, before: was }, place) =>
      isSingle || textAt(place) !== was.trim()
        ? [{ ...(question === null ? {} : { question }), text: textAt(place) }]
        : [],
    );
    return { kind: 'identify' as const, answers: changed };
  };
  return (
    <MoveForm
      title={t(isSingle ? 'facts.correct' : 'facts.correctAnswers')}
      lead={words('identifyLead', 'answersLead')}
      submit={words('identify', 'saveAnswers')}
      moves={moves}
      doneText={words('identified', 'answered')}
      move={move}
      onClose={onClose}
      fields={rows.map((_, place) => fieldOf(place))}
    >
      {(errorAt) =>
        rows.map(({ question, label }, place) => (
          <TextInput
            key={question ?? ''}
            label={label}
            value={typed[place] ?? ''}
            onChange={({ currentTarget: { value } }) => setTyped((all) => all.with(place, value))}
            error={errorAt(fieldOf(place))}
            maxLength={LONGEST}
            dir="auto"
            autoComplete="off"
            data-autofocus={place === 0 ? true : undefined}
          />
        ))
      }
    </MoveForm>
  );
}

// The server's name of the field; further ones have none there.
const fieldOf = (place: number) => (place === 0 ? 'text' : `text ${place}`);
