// Owns the question for the right contract number or INN (CDEK-05). Refuses to tell one from the other: the server does.
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogProps } from './move-dialogs.tsx';
import { MoveForm } from './move-form.tsx';

// The server takes no longer one here.
const LONGEST = 200;

export function IdentifyDialog({ conversation: { contractNumber, inn }, moves, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState((inn ?? contractNumber ?? '').slice(0, LONGEST));
  const move = () =>
    text.trim() === ''
      ? { field: 'text', missing: t('moves.numberMissing') }
      : { kind: 'identify' as const, text: text.trim() };
  return (
    <MoveForm
      title={t('moves.identifyTitle')}
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
          label={t('moves.number')}
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
