// FK-27: the program's sales text, in its own language and direction.
import { useTranslation } from 'react-i18next';
import { useProgram } from '../data/session.tsx';
import styles from './booking.module.css';

export function SalesCopy() {
  const { t, i18n } = useTranslation();
  const { salesCopy, locale } = useProgram();
  if (salesCopy.length === 0) return null;
  return (
    <aside className={styles.copy} aria-label={t('booking.salesCopy')}>
      <h2>{t('booking.salesCopy')}</h2>
      <ul lang={locale} dir={i18n.dir(locale)}>
        {salesCopy.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </aside>
  );
}
