import { useTranslation } from 'react-i18next';
import styles from './reply.module.css';

const LONGEST = 20_000;
const NEAR = 18_000;

/** Counted as the server counts: an emoji is one character. */
function lengthOf(text: string): number {
  return text.length < NEAR ? text.length : [...text].length;
}

export function isTooLong(text: string): boolean {
  return lengthOf(text) > LONGEST;
}

export function ReplyLength({ text }: { text: string }) {
  const { t } = useTranslation();
  const left = LONGEST - lengthOf(text);
  const said =
    left < 0 ? t('reply.tooLong', { count: -left }) : left < LONGEST - NEAR ? t('reply.left', { count: left }) : '';
  const hint = text === '' ? '' : t('reply.draft');
  return (
    <p className={left < 0 ? styles.tooLong : styles.length} role="status">
      {said === '' ? <span aria-hidden="true">{hint}</span> : said}
    </p>
  );
}
