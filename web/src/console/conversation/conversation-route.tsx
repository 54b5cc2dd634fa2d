import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { problemOfError } from '../../shared/problem.ts';
import type { Conversation } from '../../shared/wire.ts';
import { inboxPath } from '../inbox/tabs.ts';
import { caseQueries, conversationQuery } from './queries.ts';
import { isMoving, useIsLost } from './sight.ts';
import { InProgram } from '../data/in-program.tsx';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { tell } from '../notifications/tell.ts';
import { Icon } from '../shell/icons.tsx';
import { ConversationPane } from './conversation-pane.tsx';
import styles from './conversation.module.css';

export function ConversationRoute() {
  const { t } = useTranslation();
  const { id = '', tab = 'waiting' } = useParams();
  const speak = useSpokenProblem();
  const isLost = useIsLost(id);
  const { data, error } = useQuery({ ...conversationQuery(id), enabled: !isLost });
  const problem = error === null ? null : problemOfError(error);
  // A lost connection keeps what is known on the screen; a refusal of the server does not.
  const isGone = isLost || (problem !== null && [400, 403, 404, 410].includes(problem.status));
  if (isGone && data !== undefined) return <Leaving conversation={data} tab={tab} />;
  if (isGone || (problem !== null && data === undefined)) {
    return (
      <div className={styles.gone} role="status">
        <Icon name={isGone ? 'lock' : 'offline'} size={40} />
        <p>{problem === null || isGone ? t('conversation.gone') : speak(problem)}</p>
        <Link to={inboxPath(tab)}>{t('conversation.back')}</Link>
      </div>
    );
  }
  if (data === undefined) return null;
  return (
    <InProgram of={data}>
      <ConversationPane key={id} conversation={data} tab={tab} />
    </InProgram>
  );
}

// Visible a moment ago, gone now: back to the list. A note explains it, unless one's own move already does.
function Leaving({ conversation: { id, stage }, tab }: { conversation: Conversation; tab: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  useEffect(() => {
    if (!isMoving(id)) {
      tell({
        id: `left ${id}`,
        message: t(stage === 'waiting' ? 'conversation.leftWaiting' : 'conversation.leftTaken'),
      });
    }
    void navigate(inboxPath(tab), { replace: true });
    document.querySelector<HTMLElement>('#content')?.focus();
    for (const about of caseQueries.ofCase) client.removeQueries({ queryKey: [about, id] });
    // oxlint-disable-next-line react/exhaustive-deps -- said and done once
  }, []);
  return null;
}
