// Owns how a customer is called on the screen. Refuses to be nothing: a name without a letter could not be pressed.
import { useTranslation } from 'react-i18next';
import { shownText } from '../data/shown-text.ts';
import styles from './cases.module.css';

const READABLE = /[\p{L}\p{N}]/u;

// What lists may cut off.
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
