import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Conversation } from '../../shared/wire.ts';
import { focusHome } from '../cases/returned-focus.ts';
import { useNames } from '../data/labels.ts';
import { useProgram } from '../data/session.tsx';
import { Age } from '../inbox/age.tsx';
import { Awaiting } from '../inbox/awaiting.tsx';
import { useIdentification } from '../inbox/identification.ts';
import { NextAction } from '../inbox/next-action.tsx';
import { Overdue } from '../inbox/overdue.tsx';
import { ActionBar } from '../moves/action-bar.tsx';
import type { Dialog } from '../moves/move-dialog-props.ts';
import type { Moves } from '../moves/use-moves.ts';
import { Icon } from '../shell/icons.tsx';
import { inboxPath } from '../inbox/tabs.ts';
import styles from './conversation.module.css';

type Props = {
  conversation: Conversation;
  tab: string;
  moves: Moves;
  onAccept: () => void;
  onDialog: (dialog: Dialog) => void;
};

export function ConversationHeader({ conversation, tab, moves, onAccept, onDialog }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const program = useProgram();
  const identification = useIdentification();
  const heading = useRef<HTMLHeadingElement>(null);
  const { category, stage, abandoned, overdue, nextAction } = conversation;
  const { text, hint } = identification(conversation);
  // A screen reader starts here, as the eyes do. The keys J and K still find the row.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  return (
    <header className={styles.header}>
      <Link className={styles.back} to={inboxPath(tab)} aria-label={t('conversation.back')}>
        <Icon name="back" size={22} />
      </Link>
      <div className={styles.headerText}>
        <h2 ref={heading} {...focusHome} className={styles.heading}>
          {category === null ? t('noCategory') : names.category(program, category)}
        </h2>
        <p className={styles.subtitle}>
          <span className={styles.number} title={hint} dir="auto">
            {text}
          </span>
          <span>{t(`stages.${abandoned ? 'abandoned' : stage}`)}</span>
          <Age conversation={conversation} />
          {overdue && stage !== 'closed' && <Overdue />}
          <Awaiting conversation={conversation} />
        </p>
        {nextAction !== null && <NextAction step={nextAction} />}
      </div>
      <ActionBar may={conversation.may} moves={moves} onAccept={onAccept} onDialog={onDialog} />
    </header>
  );
}
