import { useTranslation } from 'react-i18next';
import { usePeopleNames } from '../data/people-names.ts';

/** What came with the installation has no person behind it. */
const INSTALLATION = 'careline';

export function useAuthor(): (login: string) => string {
  const { t } = useTranslation();
  const person = usePeopleNames();
  return (login) => (login === INSTALLATION ? t('rulesPage.installation') : person(login));
}
