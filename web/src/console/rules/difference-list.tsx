import { useTranslation } from 'react-i18next';
import type { ProgramDifference } from '../../shared/wire.ts';
import { wordsOf } from './difference-words.ts';
import type { Document } from './document.ts';
import styles from './rules.module.css';
import { useSay } from './use-say.ts';

type Props = { differences: readonly ProgramDifference[]; document: Document };

export function DifferenceList({ differences, document }: Props) {
  const { t } = useTranslation();
  const say = useSay(document);
  return (
    <ul className={styles.differences} data-differences>
      {differences.map((difference) => {
        const { place, before, after } = wordsOf(difference, say);
        return (
          <li key={difference.path}>
            <bdi className={styles.changedPlace}>{place}</bdi>
            <span className={styles.change}>
              {before === null ? <em>{t('rulesPage.new')}</em> : <del dir="auto">{before}</del>}
              <span className={styles.arrow} aria-hidden="true" />
              {after === null ? <em>{t('rulesPage.gone')}</em> : <ins dir="auto">{after}</ins>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
