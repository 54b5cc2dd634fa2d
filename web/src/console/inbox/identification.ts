// An answer is any text that the customer wrote (CDEK-05), so it is shortened here; the facts show all of it.
import { useTranslation } from 'react-i18next';
import { useLabels } from '../cases/labels.ts';
import { shownText } from '../data/shown-text.ts';
import { shortened } from '../../shared/shortened.ts';
import type { Conversation } from '../../shared/wire.ts';

const LONGEST = 80;
// Screen readers read a hint aloud too.
const LONGEST_HINT = 300;

export type Identification = {
  text: string;
  /** A longer part of a shortened answer. */
  hint: string | undefined;
};

/** The first answer of the customer, by which a list tells conversations apart. */
export function useIdentification(): (conversation: Pick<Conversation, 'answers' | 'inn'>) => Identification {
  const { t } = useTranslation();
  const labels = useLabels();
  return ({ answers, inn }) => {
    const first = answers.find(({ value }) => value !== null);
    if (first === undefined) return { text: t('unidentified'), hint: undefined };
    const given = first.value ?? '';
    const number = shortened(given, LONGEST);
    return {
      text: t('numbered', { kind: labels.answer(first, inn), number }),
      hint: number === given ? undefined : shownText(shortened(given, LONGEST_HINT)),
    };
  };
}
