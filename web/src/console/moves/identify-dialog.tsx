// CDEK-05: the server, not the dialog, tells an INN from a contract number.
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLabels } from '../cases/labels.ts';
import type { DialogProps } from './move-dialog-props.ts';
import { MoveForm } from './move-form.tsx';

// The server accepts at most this many characters here.
const LONGEST = 200;

export function IdentifyDialog({ conversation: { contractNumber, inn }, moves, onClose }: DialogProps) {
  const { t } = useTranslation();
  const labels = useLabels();
  const [text, setText] = useState((inn ?? contractNumber ?? '').slice(0, LONGEST));
  const move = () =>
    text.trim() === ''
      ? { field: 'text', missing: t('moves.numberMissing') }
      : { kind: 'identify' as const, text: text.trim() };
  return (
    <MoveForm
      title={t('facts.correct')}
      lead={t('moves.identifyLead')}
      submit={t('moves.identify')}
      moves={moves}
      doneText={t('moves.identified')}
      move={move}
      onClose={onClose}
      fields={['text']}
    >
      {(errorAt) => (
        <TextInput
          label={labels.number('any') ?? t('number')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={errorAt('text')}
          maxLength={LONGEST}
          dir="auto"
          autoComplete="off"
          data-autofocus
        />
      )}
    </MoveForm>
  );
}
