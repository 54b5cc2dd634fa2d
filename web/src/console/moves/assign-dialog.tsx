// The server decides who may take the conversation.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../data/labels.ts';
import { colleaguesQuery } from '../data/colleagues.ts';
import { usePeopleNames } from '../data/people-names.ts';
import { useProgram } from '../data/session.tsx';
import type { DialogProps } from './move-dialogs.tsx';
import { MoveForm } from './move-form.tsx';
import { PersonSelect } from './person-select.tsx';

export function AssignDialog({ conversation, moves, onClose }: DialogProps) {
  const { t } = useTranslation();
  const names = useNames();
  const program = useProgram();
  const { data, error } = useQuery(colleaguesQuery(program.name));
  const person = usePeopleNames();
  const [login, setLogin] = useState<string | null>(null);
  const people = data?.filter((one) => one.login !== conversation.assignee) ?? [];
  const offered = people.map((one) => {
    const roles = one.roles.map((role) => names.role(program, role)).join(', ');
    return { login: one.login, name: one.name, roles };
  });
  const move = () =>
    login === null ? { field: 'login', missing: t('moves.personMissing') } : { kind: 'assign' as const, login };
  return (
    <MoveForm
      title={t('moves.assignTitle')}
      submit={t('moves.assign')}
      moves={moves}
      doneText={t('moves.assigned', { person: person(login ?? '') })}
      move={move}
      onClose={onClose}
      fields={['login']}
      isCrossed
    >
      {(errorAt) => (
        <PersonSelect
          people={data === undefined ? undefined : offered}
          failure={error}
          login={login}
          onChange={setLogin}
          error={errorAt('login')}
        />
      )}
    </MoveForm>
  );
}
