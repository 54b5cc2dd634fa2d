import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { takeMessage } from '../data/conversations.ts';
import { followLive } from '../data/live.ts';
import { resumeReplies } from '../data/replies.ts';
import { useSession } from '../data/session.tsx';
import { onOtherSpeaker } from '../data/speaker.ts';
import { Attention } from '../inbox/attention.tsx';
import { ShortcutsDialog } from '../keyboard/shortcuts-dialog.tsx';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { useAlerts } from '../notifications/alerts.ts';
import { takeBack } from '../notifications/tell.ts';
import { useArrival } from './arrival.ts';
import styles from './frame.module.css';
import { Header } from './header.tsx';
import { LineNotice } from './line-notice.tsx';
import { hasConversations } from './sections.ts';

export function Frame() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { me, program } = useSession();
  const [showsKeys, setShowsKeys] = useState(false);
  const alerts = useAlerts();
  useArrival();
  // These are the keys of the inbox.
  useShortcut('?', () => hasConversations(program) && setShowsKeys(true));

  useEffect(() => {
    return followLive(client, {
      onNotification: (news) => alerts.current.notified(news),
      onWithdrawn: takeBack,
      onMessage: (id, message) => alerts.current.said(id, message),
    });
  }, [client, alerts]);
  // Another tab has logged in another person, so this tab is theirs now too.
  useEffect(() => onOtherSpeaker(me.login, () => location.reload()), [me.login]);
  useEffect(() => {
    resumeReplies(me.login, (id, message) => takeMessage(client, message.conversationId ?? id, message));
  }, [client, me.login]);

  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {t('skip')}
      </a>
      <Header onKeys={() => setShowsKeys(true)} />
      <LineNotice />
      {hasConversations(program) && <Attention />}
      <main id="content" className={styles.content} tabIndex={-1}>
        <Outlet />
      </main>
      <ShortcutsDialog opened={showsKeys} onClose={() => setShowsKeys(false)} />
    </div>
  );
}
