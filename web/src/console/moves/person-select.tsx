// A person is chosen by name; a login only tells namesakes apart.
import { type ComboboxItem, type OptionsFilter, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { foldedName } from '../../../../domain/contact/folded-name.ts';
import { problemOfError } from '../../shared/problem.ts';
import { withinSentence } from '../data/shown-text.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';

/** `roles` in words. */
export type Offered = { login: string; name: string; roles: string };

type Props = {
  /** In the given order; absent while they are loading. */
  people: readonly Offered[] | undefined;
  /** Why they could not be read, or `null`. */
  failure: Error | null;
  login: string | null;
  onChange: (login: string | null) => void;
  error: string | undefined;
};

// A name is found in any of its spellings, and by its login.
const byFoldedName: OptionsFilter = ({ options, search }) => {
  const wanted = foldedName(search);
  const isFound = ({ label, value }: ComboboxItem) => foldedName(`${label} ${value}`).includes(wanted);
  return options.filter((option) => isFound(option as ComboboxItem));
};

export function PersonSelect({ people, failure, login, onChange, error }: Props) {
  const { t, i18n } = useTranslation();
  const speak = useSpokenProblem();
  return (
    <Select
      label={t('moves.person')}
      description={t('moves.personHint')}
      placeholder={people === undefined && failure === null ? t('loading') : t('moves.personSearch')}
      data={people === undefined ? [] : labelled(people, i18n.dir())}
      value={login}
      onChange={onChange}
      error={error ?? (failure === null ? undefined : speak(problemOfError(failure)))}
      nothingFoundMessage={t('moves.personNone')}
      searchable
      filter={byFoldedName}
      openOnFocus={false}
      withAsterisk
      data-autofocus
      // Inside the dialog, whose edge it may cross, and with its own scrolling: so screen readers and axe find it.
      comboboxProps={{ withinPortal: false }}
      withScrollArea={false}
      styles={{ options: { maxHeight: 240, overflowY: 'auto' }, option: { overflowWrap: 'anywhere' } }}
    />
  );
}

function labelled(people: readonly Offered[], direction: 'ltr' | 'rtl'): ComboboxItem[] {
  const folded = people.map(({ name }) => foldedName(name));
  return people.map(({ login, name, roles }, place) => {
    const hasNamesake = folded.some((one, other) => other !== place && one === folded[place]);
    const shown = withinSentence(name, direction);
    return { value: login, label: `${hasNamesake ? `${shown} (${login})` : shown} · ${roles}` };
  });
}
