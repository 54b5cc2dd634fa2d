// Shows the beginning of a value of any length, and all of it on demand.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shownText } from '../data/shown-text.ts';
import styles from './facts.module.css';

// About four lines of the facts.
const SHORT = 90;

export function LongText({ text }: { text: string }) {
  const { t } = useTranslation();
  const [isWhole, setIsWhole] = useState(false);
  const shown = shownText(text);
  if (text.length <= SHORT) return <bdi>{shown}</bdi>;
  return (
    <>
      <span className={isWhole ? styles.whole : styles.clamped} dir="auto">
        {shown}
      </span>
      <button type="button" className={styles.more} aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
        {t(isWhole ? 'facts.less' : 'facts.whole')}
      </button>
    </>
  );
}
