// The `may` of the server decides what is allowed.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Conversation } from '../../shared/wire.ts';
import { usePeopleNames } from '../data/people-names.ts';
import { useSession } from '../data/session.tsx';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { MoveDialogs } from '../moves/move-dialogs.tsx';
import { UnsentDialog } from '../moves/unsent-dialog.tsx';
import { useMoves } from '../moves/use-moves.ts';
import { useReadNotices } from '../notifications/use-read-notices.ts';
import { inboxPath } from '../inbox/tabs.ts';
import styles from './conversation.module.css';
import { ConversationHeader } from './conversation-header.tsx';
import { Facts } from './facts.tsx';
import { Locked } from './locked.tsx';
import { Messages } from './messages.tsx';
import { PaneSwitch } from './pane-switch.tsx';
import { Reply } from './reply.tsx';
import { TimelinePanel } from './timeline-panel.tsx';
import { useUnsentQuestion } from './use-unsent-question.ts';

export function ConversationPane({ conversation, tab }: { conversation: Conversation; tab: string }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { id, may, assignee, stage } = conversation;
  const person = usePeopleNames();
  const navigate = useNavigate();
  const moves = useMoves(id);
  useReadNotices(id);
  const { dialog, unsent, ask, goOn, back } = useUnsentQuestion();
  // Only on a narrow screen: a wide one always shows the facts beside the dialogue.
  const [showsFacts, setShowsFacts] = useState(false);
  const open = (kind: 'close' | 'transfer' | 'assign' | 'release') => () => {
    if (!may.includes(kind) || moves.running !== null) return false;
    ask(kind);
    return true;
  };
  const accept = () => {
    if (!may.includes('accept') || moves.running !== null) return false;
    void moves.run({ kind: 'accept' }, t('moves.accepted')).then((problem) => {
      // The conversation no longer waits, so the address follows it to its new list.
      if (problem === null) void navigate(inboxPath('mine', id));
    });
    return true;
  };
  useShortcut('a', accept);
  useShortcut('c', open('close'));
  useShortcut('t', open('transfer'));
  const isMine = assignee === me.login;

  return (
    <div className={styles.pane}>
      <ConversationHeader conversation={conversation} tab={tab} moves={moves} onAccept={accept} onDialog={ask} />
      <PaneSwitch showsFacts={showsFacts} onChange={setShowsFacts} />
      <div className={styles.columns} data-facts={showsFacts}>
        <div className={styles.dialogue}>
          {may.includes('read-messages') ? <Messages conversation={conversation} /> : <Locked />}
          {may.includes('write') && <Reply conversationId={id} />}
          {stage === 'closed' && <p className={styles.note}>{t('conversation.closedNote')}</p>}
          {stage === 'assigned' && !isMine && (
            <p className={styles.note}>{t('conversation.notYours', { person: person(assignee ?? '') })}</p>
          )}
        </div>
        <aside className={styles.aside} aria-label={t('conversation.details')} tabIndex={0}>
          <Facts
            conversation={conversation}
            tab={tab}
            onCorrect={may.includes('identify') ? () => ask('identify') : null}
          />
          <TimelinePanel conversation={conversation} />
        </aside>
      </div>
      {unsent === null ? (
        <MoveDialogs dialog={dialog} conversation={conversation} moves={moves} onClose={() => ask(null)} />
      ) : (
        <UnsentDialog unsent={unsent} onGoOn={goOn} onBack={back} />
      )}
    </div>
  );
}
