import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useNavigate, useParams } from 'react-router';
import { itemsOf, useConversationCounts, useMine } from '../conversation/queries.ts';
import { useProgram } from '../data/session.tsx';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { ConversationList, type Sought } from './conversation-list.tsx';
import styles from './inbox.module.css';
import { InboxTabs } from './inbox-tabs.tsx';
import { isLate } from './overdue.tsx';
import { focusRow } from './row-focus.ts';
import { inboxPath, isTab, NOTHING_CHOSEN, type Tab } from './tabs.ts';

export function InboxPage() {
  const { t } = useTranslation();
  const params = useParams();
  const tab: Tab = isTab(params['tab']) ? params['tab'] : 'waiting';
  const id = params['id'];
  const navigate = useNavigate();
  const { name } = useProgram();
  const { data: counts } = useConversationCounts(name);
  const [sought, setSought] = useState<Sought>({ wanted: '', chosen: NOTHING_CHOSEN });
  const mine = useMine(name);
  const late = {
    waiting: counts?.overdue ?? 0,
    mine: itemsOf(mine.data).filter(isLate).length,
    all: 0,
  };
  useDocumentTitle(t('inbox.title'));

  useShortcut('j', () => focusRow(1, id));
  useShortcut('k', () => focusRow(-1, id));
  useShortcut('Escape', () => {
    if (id === undefined) return false;
    void navigate(inboxPath(tab));
    requestAnimationFrame(() => focusRow(0, id));
    return true;
  });

  return (
    <div className={styles.page} data-open={id !== undefined}>
      <h1 className={styles.unseen}>{t('inbox.title')}</h1>
      <section className={styles.side} data-notes-below aria-label={t('inbox.title')}>
        <InboxTabs tab={tab} waiting={counts?.waiting ?? 0} unread={counts?.unread ?? 0} overdue={late} />
        <ConversationList key={tab} tab={tab} openId={id} sought={sought} onSeek={setSought} />
      </section>
      <div className={styles.main}>
        <Outlet />
      </div>
    </div>
  );
}
