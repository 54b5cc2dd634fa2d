// A name without a readable character gets a substitute, because it could not be pressed.
import { useTranslation } from 'react-i18next';
import { shownText } from '../data/shown-text.ts';
import styles from './cases.module.css';

const READABLE = /[\p{L}\p{N}]/u;

// Longer names may be cut off in lists.
const LONG = 40;

export function CustomerName({ name }: { name: string }) {
  const { t } = useTranslation();
  const shown = READABLE.test(name) ? shownText(name) : t('cases.nameless');
  return (
    <bdi className={styles.name} title={shown.length > LONG ? shown : undefined}>
      {shown}
    </bdi>
  );
}
