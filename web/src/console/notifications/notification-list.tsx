import { Button, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Notification as Told } from '../../shared/wire.ts';
import { CustomerName } from '../cases/customer-name.tsx';
import { screensOf } from '../cases/screens.ts';
import { shownText } from '../data/shown-text.ts';
import { InProgram } from '../data/in-program.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useNow } from '../data/ticking.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './bell.module.css';
import { useNotificationText } from './notification-text.ts';
import { useMarkRead, useNotifications } from './notifications-query.ts';

export function NotificationList({ onChoose }: { onChoose: () => void }) {
  const { t } = useTranslation();
  const { list, entries, unread } = useNotifications();
  const mark = useMarkRead();
  const newest = entries[0]?.id;
  const choose = ({ id, readAt }: Told) => {
    if (readAt === null) mark({ id });
    onChoose();
  };
  return (
    <>
      <div className={styles.head}>
        <h2>{t('bell.title')}</h2>
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={unread === 0 || newest === undefined}
          onClick={() => newest !== undefined && mark({ upTo: newest })}
        >
          {t('bell.markAll')}
        </Button>
      </div>
      {list.isSuccess && entries.length === 0 && <p className={styles.empty}>{t('bell.empty')}</p>}
      <ul className={styles.list}>
        {entries.map((told) => (
          <li key={told.caseId} className={told.readAt === null ? styles.fresh : undefined} data-kind={told.kind}>
            <InProgram of={{ program: told.program, programVersion: null }}>
              <Entry told={told} onChoose={() => choose(told)} />
            </InProgram>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          fullWidth
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('inbox.more')}
        </Button>
      )}
      <Permission />
    </>
  );
}

function Entry({ told, onChoose }: { told: Told; onChoose: () => void }) {
  const { t } = useTranslation();
  const text = useNotificationText();
  const times = useSpokenTimes();
  const { at, kind, process, caseId, count, readAt, customerName } = told;
  const of = screensOf(process);
  return (
    <Link to={of.pathOf(caseId, kind)} onClick={onChoose}>
      <Icon name={of.news[kind]?.icon ?? 'bell'} />
      <span className={styles.said}>
        <span>
          {text(told)}
          {typeof customerName === 'string' && (
            <>
              {' · '}
              <CustomerName name={customerName} />
            </>
          )}
          {readAt === null && <VisuallyHidden> ({t('bell.new')})</VisuallyHidden>}
        </span>
        <span className={styles.facts}>
          <CaseNumber told={told} />
          <TimeLeft told={told} />
          {count > 1 && <span>{t('bell.times', { count })}</span>}
        </span>
      </span>
      <time dateTime={at}>{times.dateTime(at)}</time>
    </Link>
  );
}

function CaseNumber({ told: { number } }: { told: Told }) {
  return number === null ? null : (
    <bdi className={styles.number} title={number.length > LONG ? shownText(number) : undefined}>
      {shownText(number)}
    </bdi>
  );
}

// A longer text may be cut off in a row of the bell.
const LONG = 24;

function TimeLeft({ told: { dueAt, process } }: { told: Told }) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const now = useNow();
  if (dueAt === null) return null;
  const left = Date.parse(dueAt) - now;
  if (left <= 0 && !screensOf(process).isLateInBell) return null;
  const said =
    left > 0 ? t('bell.left', { duration: times.countdown(left) }) : t('bell.late', { duration: times.age(-left) });
  return (
    <time className={styles.left} data-late={left <= 0} dateTime={dueAt} title={times.dateTime(dueAt)}>
      {said}
    </time>
  );
}

// Asked only by a press: a browser's unexpected question is mostly answered with a lasting no.
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
