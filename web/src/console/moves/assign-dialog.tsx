// Owns the question before assigning: to whom of the program's people. Refuses to know who may take it: the server does.
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOfError } from '../../shared/problem.ts';
import { roleTitle } from '../data/labels.ts';
import { colleaguesQuery } from '../data/colleagues.ts';
import { useProgram } from '../data/session.tsx';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import type { DialogProps } from './move-dialogs.tsx';
import { MoveForm } from './move-form.tsx';

export function AssignDialog({ conversation, moves, onClose }: DialogProps) {
  const { t } = useTranslation();
  const program = useProgram();
  const speak = useSpokenProblem();
  const { data, error } = useQuery(colleaguesQuery(program.name));
  const [login, setLogin] = useState<string | null>(null);
  const people = data?.filter((person) => person.login !== conversation.assignee) ?? [];
  const offered = people.map((person) => {
    const roles = person.roles.map((role) => roleTitle(program, role)).join(', ');
    return { value: person.login, label: `${person.name} (${person.login}) · ${roles}` };
  });
  const move = () =>
    login === null ? { field: 'login', missing: t('moves.personMissing') } : { kind: 'assign' as const, login };
  return (
    <MoveForm
      title={t('moves.assignTitle')}
      submit={t('moves.assign')}
      moves={moves}
      doneText={t('moves.assigned', { login })}
      move={move}
      onClose={onClose}
      fields={['login']}
      isCrossed
    >
      {(errorAt) => (
        <Select
          label={t('moves.person')}
          description={t('moves.personHint')}
          placeholder={data === undefined && error === null ? t('loading') : t('moves.personSearch')}
          data={offered}
          value={login}
          onChange={setLogin}
          error={errorAt('login') ?? (error === null ? undefined : speak(problemOfError(error)))}
          nothingFoundMessage={t('moves.personNone')}
          searchable
          openOnFocus={false}
          withAsterisk
          data-autofocus
          // Inside the dialog, whose edge it may cross, and scrolled by the list itself: so screen readers and axe find it.
          comboboxProps={{ withinPortal: false }}
          withScrollArea={false}
          styles={{ options: { maxHeight: 240, overflowY: 'auto' } }}
        />
      )}
    </MoveForm>
  );
}
