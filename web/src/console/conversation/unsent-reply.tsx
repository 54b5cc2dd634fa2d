import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Outbox, Pending } from '../../shared/outbox.ts';
import type { Message } from '../../shared/wire.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { Icon } from '../shell/icons.tsx';
import { MessageText } from './message-bubble.tsx';
import styles from './messages.module.css';
import { putIntoReply } from './reply-field.ts';

export function UnsentReply({ item, outbox }: { item: Pending; outbox: Outbox<Message> }) {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  const { clientMessageId, state, text, problem } = item;
  const takeBack = () => {
    outbox.remove(clientMessageId);
    putIntoReply(text);
  };
  return (
    <li className={styles.message} data-from="agent" data-unsent={state}>
      <span className={styles.face} />
      <div className={styles.column}>
        <div className={styles.bubble}>
          <MessageText text={text} />
        </div>
        {state === 'refused' ? (
          <div className={styles.refused} role="alert">
            <Icon name="warn" size={15} />
            {t('reply.refused', { reason: problem === null ? '' : speak(problem) })}
            <Button size="compact-xs" variant="default" onClick={() => outbox.retry(clientMessageId)}>
              {t('retry')}
            </Button>
            <Button size="compact-xs" variant="default" onClick={takeBack}>
              {t('reply.takeBack')}
            </Button>
          </div>
        ) : (
          <p className={styles.facts}>{t(`reply.${state}`)}</p>
        )}
      </div>
    </li>
  );
}
