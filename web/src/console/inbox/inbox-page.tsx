// Owns the inbox: tabs, list and, beside it, the open request. Refuses to know what is in a request.
import { useTranslation } from 'react-i18next';
import { Outlet, useNavigate, useParams } from 'react-router';
import { useConversations, itemsOf } from '../data/conversations.ts';
import { useProgram } from '../data/session.tsx';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { ConversationList } from './conversation-list.tsx';
import styles from './inbox.module.css';
import { InboxTabs } from './inbox-tabs.tsx';
import { focusRow } from './row-focus.ts';
import { isTab, type Tab } from './tabs.ts';

export function InboxPage() {
  const { t } = useTranslation();
  const params = useParams();
  const tab: Tab = isTab(params['tab']) ? params['tab'] : 'waiting';
  const id = params['id'];
  const navigate = useNavigate();
  const { name } = useProgram();
  const waiting = useConversations(name, { stage: 'waiting' });
  const mine = useConversations(name, { stage: 'assigned', assignee: 'me' });
  const acceptable = itemsOf(waiting.data).filter(({ may }) => may.includes('accept'));
  const unread = itemsOf(mine.data).reduce((sum, one) => sum + one.unread, 0);
  useDocumentTitle(unread > 0 ? `(${unread}) ${t('inbox.title')}` : t('inbox.title'));

  useShortcut('j', () => focusRow(1, id));
  useShortcut('k', () => focusRow(-1, id));
  useShortcut('Escape', () => {
    if (id === undefined) return false;
    void navigate(`/inbox/${tab}`);
    requestAnimationFrame(() => focusRow(0, id));
    return true;
  });

  return (
    <div className={styles.page} data-open={id !== undefined}>
      <section className={styles.side} aria-label={t('inbox.title')}>
        <h1 className={styles.unseen}>{t('inbox.title')}</h1>
        <InboxTabs tab={tab} waiting={acceptable.length} unread={unread} />
        <ConversationList key={tab} tab={tab} openId={id} />
      </section>
      <div className={styles.main}>
        <Outlet />
      </div>
    </div>
  );
}
