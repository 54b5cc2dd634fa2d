import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { screens, screensIn } from '../cases/screens.ts';
import { followLive } from '../data/live.ts';
import { useSession } from '../data/session.tsx';
import { onOtherSpeaker } from '../data/speaker.ts';
import { ShortcutsDialog } from '../keyboard/shortcuts-dialog.tsx';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { useAlerts } from '../notifications/alerts.ts';
import { takeBack } from '../notifications/tell.ts';
import { useArrival } from './arrival.ts';
import styles from './frame.module.css';
import { Header } from './header.tsx';
import { LineNotice } from './line-notice.tsx';

export function Frame() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { me, program } = useSession();
  const [showsKeys, setShowsKeys] = useState(false);
  const alerts = useAlerts();
  useArrival();
  const inView = screensIn(program);
  useShortcut('?', () => inView.some(({ hasShortcuts }) => hasShortcuts) && setShowsKeys(true));

  useEffect(() => {
    return followLive(client, {
      program: () => alerts.current.program,
      tell: (news) => alerts.current.announce(news),
      onWithdrawn: takeBack,
    });
  }, [client, alerts]);
  // Another tab has logged in another person, so this tab is theirs now too.
  useEffect(() => onOtherSpeaker(me.login, () => location.reload()), [me.login]);

  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {t('skip')}
      </a>
      <Header onKeys={() => setShowsKeys(true)} />
      <LineNotice />
      {screens.map((one) => one.Background && <one.Background key={one.name} isInView={inView.includes(one)} />)}
      <main id="content" className={styles.content} tabIndex={-1}>
        <Outlet />
      </main>
      <ShortcutsDialog opened={showsKeys} onClose={() => setShowsKeys(false)} />
    </div>
  );
}
