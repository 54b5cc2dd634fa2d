import { useTranslation } from 'react-i18next';
import type { Absence } from '../../shared/wire.ts';
import { useSession } from '../data/session.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';
import styles from './settings.module.css';

export function AbsencePreview({ absence, text }: { absence: Absence; text: string }) {
  const { t, i18n } = useTranslation();
  const { program } = useSession();
  const { zone } = useSpokenTimes();
  const { from, until } = absence;
  const filled = { ...absence, from: written(from), until: written(until) };
  return (
    <figure className={styles.preview}>
      <figcaption>{t('absence.preview')}</figcaption>
      <blockquote lang={program?.locale ?? i18n.language}>{fillIn(text, filled)}</blockquote>
      {from !== '' && until !== '' && (
        <p>{t('absence.previewDates', { from: filled.from, until: filled.until, zone })}</p>
      )}
    </figure>
  );
}

const BLANK = '____';

/** `2031-03-01` as `01.03.2031`. */
function written(date: string): string {
  return date.split('-').toReversed().join('.');
}

/** The program's text (CDEK-19) with its placeholders filled. An empty field keeps its placeholder, as in the document. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name]?.trim() || BLANK);
}
