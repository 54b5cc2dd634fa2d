// Owns the question before assigning: to whom.
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogProps } from './move-dialogs.tsx';
import { MoveForm } from './move-form.tsx';

export function AssignDialog({ moves, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [login, setLogin] = useState('');
  const move = () => (login.trim() === '' ? t('absence.missing') : { kind: 'assign' as const, login: login.trim() });
  return (
    <MoveForm
      title={t('moves.assignTitle')}
      submit={t('moves.assign')}
      moves={moves}
      doneText={t('moves.assigned', { login: login.trim() })}
      move={move}
      onClose={onClose}
    >
      <TextInput
        label={t('moves.personLogin')}
        value={login}
        onChange={(event) => setLogin(event.currentTarget.value)}
        data-autofocus
        required
      />
    </MoveForm>
  );
}
