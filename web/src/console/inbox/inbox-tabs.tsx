// The tabs are links, so that an address can be sent to a colleague.
import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Icon } from '../shell/icons.tsx';
import styles from './inbox.module.css';
import { inboxPath, type Tab, tabs } from './tabs.ts';

type Props = { tab: Tab; waiting: number; unread: number; overdue: Readonly<Record<Tab, number>> };

export function InboxTabs({ tab, waiting, unread, overdue }: Props) {
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
        <Link key={name} to={inboxPath(name)} aria-current={name === tab ? 'page' : undefined}>
          {t(`inbox.${name}`)}
          {counts[name] > 0 && <Count kind={name} count={counts[name]} spoken={spoken[name]} />}
          {overdue[name] > 0 && (
            <Count kind="overdue" count={overdue[name]} spoken={t('inbox.overdue', { count: overdue[name] })} />
          )}
        </Link>
      ))}
    </nav>
  );
}

function Count({ kind, count, spoken }: { kind: Tab | 'overdue'; count: number; spoken: string }) {
  return (
    <span className={styles.count} data-kind={kind} title={spoken}>
      {kind === 'overdue' && <Icon name="warn" size={13} />}
      <span aria-hidden="true">{count}</span>
      <VisuallyHidden>, {spoken}</VisuallyHidden>
    </span>
  );
}
