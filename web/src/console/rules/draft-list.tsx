import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ProgramDraft } from '../../shared/wire.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import settings from '../settings/settings.module.css';
import { useAuthor } from './author.ts';
import styles from './rules.module.css';

export function DraftList({ drafts, timeZone }: { drafts: readonly ProgramDraft[]; timeZone: string }) {
  const { t } = useTranslation();
  const times = useSpokenTimes(timeZone);
  const author = useAuthor();
  return (
    <section className={styles.section}>
      <h2>{t('rulesPage.drafts')}</h2>
      {drafts.length === 0 && <p className={styles.quiet}>{t('rulesPage.noDrafts')}</p>}
      <ul className={styles.drafts}>
        {drafts.map((draft) => (
          <li key={draft.id}>
            <Link to={`/rules/${draft.id}`}>
              <bdi>{draft.name === '' ? t('rulesPage.unnamed') : draft.name}</bdi>
            </Link>
            <span className={styles.quiet}>
              {t('rulesPage.differences', { count: draft.differences.length })}
              {' · '}
              {t('rulesPage.changedBy', { person: author(draft.changedBy), at: times.dateTime(draft.changedAt) })}
            </span>
            {draft.outdated && <span className={settings.state}>{t('rulesPage.outdated')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
