// Owns the preview of what the customer will read. Refuses to send: the server renders the real one from the program's text.
import { useTranslation } from 'react-i18next';
import type { Absence } from '../../shared/wire.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import styles from './settings.module.css';

export function AbsencePreview({ absence }: { absence: Absence }) {
  const { t } = useTranslation();
  const { zone } = useSpokenTimes();
  const { from, until, substituteName, substitutePhone } = absence;
  const [fromText, untilText] = [written(from), written(until)];
  // CDEK-19, letter for letter; what is not filled in yet stays a blank, as in the document.
  const text = `нахожусь в отпуске с ${fromText} по ${untilText}, по вопросам взаиморасчетов свяжитесь, пожалуйста, с ${substituteName.trim() || BLANK} по тел. ${substitutePhone.trim() || BLANK}`;
  return (
    <figure className={styles.preview}>
      <figcaption>{t('absence.preview')}</figcaption>
      <blockquote lang="ru">{text}</blockquote>
      {from !== '' && until !== '' && <p>{t('absence.previewDates', { from: fromText, until: untilText, zone })}</p>}
    </figure>
  );
}

const BLANK = '____';

/** `2031-03-01` as `01.03.2031`. */
function written(date: string): string {
  return date === '' ? BLANK : date.split('-').toReversed().join('.');
}
