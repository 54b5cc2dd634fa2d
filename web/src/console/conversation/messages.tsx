import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation, Message } from '../../shared/wire.ts';
import { notArrived } from '../../shared/outbox.ts';
import { messagesQuery } from './queries.ts';
import { useReplies } from './replies.ts';
import { useSession } from '../data/session.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { Icon } from '../shell/icons.tsx';
import { MessageBubble } from './message-bubble.tsx';
import styles from './messages.module.css';
import { UnsentReply } from './unsent-reply.tsx';
import { useMarkRead } from './use-mark-read.ts';
import { useNewest } from './use-newest.ts';

export function Messages({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { me } = useSession();
  const { id } = conversation;
  const { data: messages = [], isSuccess } = useQuery(messagesQuery(id, client));
  const { items, outbox } = useReplies(me.login, id);
  const unsent = notArrived(items, messages);
  const times = useSpokenTimes();
  const { scroller, isAway, toEnd } = useNewest(messages.length + unsent.length);
  useMarkRead(conversation, messages);

  return (
    <div className={styles.around}>
      <div
        ref={scroller}
        className={styles.scroller}
        tabIndex={0}
        role="log"
        aria-label={t('conversation.messages')}
        aria-busy={!isSuccess}
      >
        {isSuccess && messages.length === 0 && <p className={styles.empty}>{t('conversation.empty')}</p>}
        <ol className={styles.list}>
          {messages.map((message, place) => (
            <Fragment key={message.id}>
              {isNewDay(messages[place - 1], message, times.day) && (
                <li className={styles.day}>{times.day(message.at)}</li>
              )}
              <MessageBubble message={message} isContinued={isContinued(messages[place - 1], message)} />
            </Fragment>
          ))}
          {unsent.map((item) => (
            <UnsentReply key={item.clientMessageId} item={item} outbox={outbox} />
          ))}
        </ol>
      </div>
      {isAway && (
        <Button
          className={styles.toEnd}
          size="compact-md"
          radius="xl"
          leftSection={<Icon name="down" />}
          onClick={toEnd}
        >
          {t('conversation.newMessages')}
        </Button>
      )}
    </div>
  );
}

function isNewDay(before: Message | undefined, message: Message, day: (at: string) => string): boolean {
  return before === undefined || day(before.at) !== day(message.at);
}

// After a longer pause the author is named again.
const SAME_BREATH_MS = 4 * 60_000;

function isContinued(before: Message | undefined, { at, from, login }: Message): boolean {
  if (before === undefined || before.from !== from || before.login !== login) return false;
  return Date.parse(at) - Date.parse(before.at) < SAME_BREATH_MS;
}
