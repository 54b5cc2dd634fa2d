// Owns the list under the bell, newest first, and the button that asks for the browser's permission.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Notification as Told } from '../../shared/wire.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { Icon, type IconName } from '../shell/icons.tsx';
import styles from './bell.module.css';
import { noticePath } from './notice-path.ts';
import { useNotificationText } from './notification-text.ts';

const icons: Readonly<Record<string, IconName>> = {
  overdue: 'warn',
  'ticket-overdue': 'warn',
  taken: 'check',
  'waiting-at-opening': 'clock',
};

type Props = { unread: readonly Told[]; earlier: readonly Told[]; onChoose: () => void };

export function NotificationList({ unread, earlier, onChoose }: Props) {
  const { t } = useTranslation();
  const text = useNotificationText();
  const times = useSpokenTimes();
  const sorted = [...earlier, ...unread].toReversed();
  return (
    <>
      <Permission />
      {sorted.length === 0 && <p className={styles.empty}>{t('bell.empty')}</p>}
      <ul className={styles.list}>
        {sorted.map((told) => (
          <li key={told.id} className={unread.includes(told) ? styles.fresh : undefined} data-kind={told.kind}>
            <Link to={noticePath(told)} onClick={onChoose}>
              <Icon name={icons[told.kind] ?? 'bell'} />
              <span>{text(told)}</span>
              <time dateTime={told.at}>{times.dateTime(told.at)}</time>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

// Asked by a press, never by itself: an unasked question is mostly answered with a lasting no.
function Permission() {
  const { t } = useTranslation();
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'));
  if (permission !== 'default') {
    return <p className={styles.permission}>{t(permission === 'granted' ? 'bell.allowed' : 'bell.denied')}</p>;
  }
  return (
    <Button
      fullWidth
      variant="light"
      size="sm"
      onClick={() => void Notification.requestPermission().then(setPermission)}
    >
      {t('bell.allow')}
    </Button>
  );
}
