// Owns the address of a request: loads it, or says that it is not to be seen.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { problemOfError } from '../../shared/problem.ts';
import { conversationQuery } from '../data/conversations.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { Icon } from '../shell/icons.tsx';
import { ConversationPane } from './conversation-pane.tsx';
import styles from './conversation.module.css';

export function ConversationRoute() {
  const { t } = useTranslation();
  const { id = '', tab = 'waiting' } = useParams();
  const speak = useSpokenProblem();
  const { data, error } = useQuery(conversationQuery(id));
  const problem = error === null ? null : problemOfError(error);
  // A lost line leaves what is known on the screen; a no of the server does not.
  const isGone = problem !== null && (problem.status === 404 || problem.status === 403 || problem.status === 400);
  if (isGone || (problem !== null && data === undefined)) {
    return (
      <div className={styles.gone} role="status">
        <Icon name={isGone ? 'lock' : 'offline'} size={40} />
        <p>{isGone ? t('conversation.gone') : speak(problem)}</p>
        <Link to={`/inbox/${tab}`}>{t('conversation.back')}</Link>
      </div>
    );
  }
  return data === undefined ? null : <ConversationPane key={id} conversation={data} tab={tab} />;
}
