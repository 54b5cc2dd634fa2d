// Owns the field in which a person of a program is chosen. Refuses to know who may be: whoever asks offers, the server decides.
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { problemOfError } from '../../shared/problem.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';

type Props = {
  /** By login, in the order in which they are offered; absent while they are read. */
  people: { value: string; label: string }[] | undefined;
  /** Why they could not be read, or `null`. */
  failure: Error | null;
  login: string | null;
  onChange: (login: string | null) => void;
  error: string | undefined;
};

export function PersonSelect({ people, failure, login, onChange, error }: Props) {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  return (
    <Select
      label={t('moves.person')}
      description={t('moves.personHint')}
      placeholder={people === undefined && failure === null ? t('loading') : t('moves.personSearch')}
      data={people ?? []}
      value={login}
      onChange={onChange}
      error={error ?? (failure === null ? undefined : speak(problemOfError(failure)))}
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
