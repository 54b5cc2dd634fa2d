// Side, name, icon and shape show who speaks. Colour alone is never enough.
import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { textParts } from '../../shared/text-parts.ts';
import type { Message } from '../../shared/wire.ts';
import { usePeopleNames } from '../data/people-names.ts';
import { useSession } from '../data/session.tsx';
import { shownText } from '../data/shown-text.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { Icon } from '../shell/icons.tsx';
import { AttachmentView } from './attachment-view.tsx';
import styles from './messages.module.css';

const faces = { customer: 'person', agent: 'agent', bot: 'bot' } as const;

export function MessageBubble({ message, isContinued }: { message: Message; isContinued: boolean }) {
  const times = useSpokenTimes();
  const author = useAuthor(message);
  const { from, text, attachments, choices, at } = message;
  return (
    <li className={styles.message} data-from={from} data-continued={isContinued}>
      <span className={styles.face}>{!isContinued && <Icon name={faces[from]} size={17} />}</span>
      <div className={styles.column}>
        <p className={isContinued ? styles.unseen : styles.facts}>
          <strong>{author}</strong> <time dateTime={at}>{times.time(at)}</time>
          {from === 'agent' && <Sent />}
        </p>
        <div className={styles.bubble}>
          {text !== '' && <MessageText text={text} />}
          {attachments.map((attachment) => (
            <AttachmentView key={attachment.id} attachment={attachment} />
          ))}
          {choices !== null && <p className={styles.offered}>{choices.map(({ label }) => label).join(' · ')}</p>}
        </div>
      </div>
    </li>
  );
}

// A message in the list is stored by the server. Anything else is an unsent reply and says so.
function Sent() {
  const { t } = useTranslation();
  return (
    <>
      {' '}
      <Icon name="check" size={13} />
      <VisuallyHidden>{t('reply.sent')}</VisuallyHidden>
    </>
  );
}

function useAuthor({ from, login }: Message): string {
  const { t } = useTranslation();
  const { me } = useSession();
  const person = usePeopleNames();
  if (from === 'customer') return t('conversation.customer');
  if (from === 'bot') return t('conversation.bot');
  return login === me.login ? t('conversation.you') : t('conversation.agent', { person: person(login ?? '') });
}

/** The text as typed, without the marks that would turn or cover the text around it; web addresses are links. */
export function MessageText({ text }: { text: string }) {
  return (
    <p className={styles.text} dir="auto">
      {textParts(shownText(text)).map((part, place) =>
        part.kind === 'link' ? (
          <a key={place} href={part.text} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </p>
  );
}
