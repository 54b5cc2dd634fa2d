// A row shows no text of the messages.
import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Conversation } from '../../shared/wire.ts';
import { PersonName } from '../cases/person-name.tsx';
import { useNames } from '../data/labels.ts';
import { useProgram } from '../data/session.tsx';
import { Age } from './age.tsx';
import { Awaiting } from './awaiting.tsx';
import styles from './row.module.css';
import { NextAction } from './next-action.tsx';
import { isLate, Overdue } from './overdue.tsx';
import { useIdentification } from './identification.ts';
import { inboxPath, type Tab } from './tabs.ts';

export function ConversationRow({
  conversation,
  tab,
  isOpen,
}: {
  conversation: Conversation;
  tab: Tab;
  isOpen: boolean;
}) {
  const { t } = useTranslation();
  const names = useNames();
  const program = useProgram();
  const identification = useIdentification();
  const { id, category, queue, overdue, unread, stage, abandoned, assignee, nextAction } = conversation;
  const { text, hint } = identification(conversation);
  return (
    <Link
      className={styles.row}
      to={inboxPath(tab, id)}
      data-row={id}
      data-overdue={isLate(conversation)}
      aria-current={isOpen ? 'true' : undefined}
    >
      <span className={styles.rowTop}>
        <strong>{category === null ? t('noCategory') : names.category(program, category)}</strong>
        <Age conversation={conversation} />
      </span>
      <span className={styles.rowMiddle}>
        <span className={styles.number} title={hint} dir="auto">
          {text}
        </span>
        {unread > 0 && (
          <span className={styles.unread}>
            <span aria-hidden="true">{unread}</span>
            <VisuallyHidden>{t('inbox.unread', { count: unread })}</VisuallyHidden>
          </span>
        )}
      </span>
      <span className={styles.chips}>
        {overdue && stage !== 'closed' && <Overdue />}
        <Awaiting conversation={conversation} />
        {queue !== null && <span className={styles.chip}>{names.queue(program, queue)}</span>}
        {stage !== 'waiting' && <span className={styles.chip}>{t(`stages.${abandoned ? 'abandoned' : stage}`)}</span>}
        {assignee !== null && stage !== 'waiting' && (
          <span className={styles.chip}>
            <PersonName login={assignee} />
          </span>
        )}
      </span>
      {nextAction !== null && <NextAction step={nextAction} isInLink />}
    </Link>
  );
}
