// Owns the choice of a person who is given tickets. Refuses to know who may take them: the server does.
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemOfError } from '../../shared/problem.ts';
import { useLabels } from '../cases/labels.ts';
import { colleaguesQuery } from '../data/colleagues.ts';
import { useProgram } from '../data/session.tsx';
import { useSpokenProblem } from '../data/spoken-problem.ts';

type Props = {
  team: string;
  login: string | null;
  onChange: (login: string | null) => void;
  error: string | undefined;
};

export function TeamSelect({ team, login, onChange, error }: Props) {
  const { t } = useTranslation();
  const program = useProgram();
  const labels = useLabels();
  const speak = useSpokenProblem();
  const people = useQuery(colleaguesQuery(program.name));
  // The team first, then whoever helps it.
  const sorted = (people.data ?? []).toSorted(
    (one, other) => Number(other.roles.includes(team)) - Number(one.roles.includes(team)),
  );
  return (
    <Select
      label={t('moves.person')}
      placeholder={people.data === undefined && people.error === null ? t('loading') : t('moves.personSearch')}
      data={sorted.map(({ login: value, name, roles }) => ({
        value,
        label: `${name} (${value}) · ${roles.map(labels.role).join(', ')}`,
      }))}
      value={login}
      onChange={onChange}
      error={error ?? (people.error === null ? undefined : speak(problemOfError(people.error)))}
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
  );
}
