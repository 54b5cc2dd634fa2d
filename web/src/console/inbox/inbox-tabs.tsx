// Owns the tabs of the inbox with their counts. They are links: an address can be sent to a colleague.
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import styles from './inbox.module.css';
import { type Tab, tabs } from './tabs.ts';

export function InboxTabs({ tab, waiting, unread }: { tab: Tab; waiting: number; unread: number }) {
  const { t } = useTranslation();
  const counts = { waiting, mine: unread, all: 0 };
  const spoken = {
    waiting: t('inbox.count', { count: waiting }),
    mine: t('inbox.unread', { count: unread }),
    all: '',
  };
  return (
    <nav className={styles.tabs} aria-label={t('inbox.tabs')}>
      {tabs.map((name) => (
        <NavLink key={name} to={`/inbox/${name}`} aria-current={name === tab ? 'page' : undefined}>
          {t(`inbox.${name}`)}
          {counts[name] > 0 && (
            <span className={styles.count} data-kind={name} title={spoken[name]}>
              <span aria-hidden="true">{counts[name]}</span>
              <span className={styles.unseen}>, {spoken[name]}</span>
            </span>
          )}
        </NavLink>
      ))}
    </nav>
  );
}
