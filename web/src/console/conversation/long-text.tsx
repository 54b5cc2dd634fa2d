// Owns a value that may be as long as a customer likes: its beginning, and the whole of it on demand. Refuses to lose any.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shownText } from '../data/shown-text.ts';
import styles from './facts.module.css';

// What four lines of the facts hold.
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
