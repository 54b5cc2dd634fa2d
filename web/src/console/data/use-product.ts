import { useTranslation } from 'react-i18next';
import { productWord } from './product-words.ts';
import { useSession } from './session.tsx';

export type Product = {
  /** A heading; other texts are as they are. */
  heading: (key: string) => string;
  /** A number of visits. */
  visits: (count: number) => string;
};

export function useProduct(): Product {
  const { t, i18n } = useTranslation();
  // A person who only administers has no program in view.
  const { program } = useSession();
  const word = (key: string) => productWord(program, i18n.language, key);
  const several = word('booking.visits');
  return {
    heading: (key) => word(key) ?? t(key),
    visits: (count) => (several === null ? t('cases.visits', { count }) : `${several}: ${count}`),
  };
}
