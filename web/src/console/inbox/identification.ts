// Owns how a customer is named: by contract number or INN. Refuses names and phones: none are known.
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../shared/wire.ts';

export function useIdentification(): (conversation: Pick<Conversation, 'contractNumber' | 'inn'>) => string {
  const { t } = useTranslation();
  return ({ contractNumber, inn }) => {
    if (inn !== null) return t('inn', { number: inn });
    return contractNumber === null ? t('unidentified') : t('contract', { number: contractNumber });
  };
}
