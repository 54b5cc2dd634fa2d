// A contract number is any text that the customer wrote (CDEK-05), so it is shortened here; the facts show all of it.
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
  /** A longer part of a shortened number. */
  hint: string | undefined;
};

export function useIdentification(): (conversation: Pick<Conversation, 'contractNumber' | 'inn'>) => Identification {
  const { t } = useTranslation();
  const labels = useLabels();
  const written = (kind: string, number: string) => t('numbered', { kind: labels.number(kind) ?? t('number'), number });
  return ({ contractNumber, inn }) => {
    if (inn !== null) return { text: written('inn', inn), hint: undefined };
    if (contractNumber === null) return { text: t('unidentified'), hint: undefined };
    const number = shortened(contractNumber, LONGEST);
    return {
      text: written('contract-number', number),
      hint: number === contractNumber ? undefined : shownText(shortened(contractNumber, LONGEST_HINT)),
    };
  };
}
