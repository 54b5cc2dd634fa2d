import { ActionIcon, Button } from '@mantine/core';
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { draftAt } from '../../shared/draft.ts';
import { acceptedFiles, LARGEST_BYTES } from '../../shared/file-rules.ts';
import { draftKey, useReplies } from './replies.ts';
import { useProgram, useSession } from '../data/session.tsx';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './reply.module.css';
import { takePuts } from './reply-field.ts';
import { ReplyLength, isTooLong } from './reply-length.tsx';
import { useToldUnsent } from './unsent.ts';
import { UploadList } from './upload-list.tsx';
import { useUploads } from './use-uploads.ts';

export function Reply({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { attachmentKinds: kinds, attachmentExtensions: extensions } = useProgram();
  const [draft] = useState(() => draftAt(draftKey(me.login, conversationId)));
  const { outbox, items } = useReplies(me.login, conversationId);
  const [text, setText] = useState(draft.text);
  const [isOver, setIsOver] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const change = (value: string) => {
    setText(value);
    draft.write(value);
  };
  const uploads = useUploads(conversationId, (caption) => {
    // Reads the kept text, not the drawn one: much may have been typed since.
    const joined = draft.text() === '' ? caption : `${caption}\n${draft.text()}`;
    draft.write(joined);
    setText(joined);
  });
  const { chosen, items: underWay } = uploads.state();
  useToldUnsent(() => ({
    // Replies on their way will arrive. Replies that wait for the connection or were refused may not.
    texts: [...items.filter(({ state }) => state !== 'sending').map((item) => item.text), text].filter(
      (one) => one.trim() !== '',
    ),
    files: [...underWay, ...chosen].map(({ file }) => file.name),
  }));
  const choose = (files: Iterable<File>) => {
    uploads.choose([...files]);
    field.current?.focus();
  };
  useShortcut('/', () => field.current?.focus());
  useShortcut('Escape', () => {
    if (document.activeElement !== field.current) return false;
    field.current?.blur();
    return true;
  });
  // The reply appears when a conversation is accepted: the next thing to do is to write.
  useEffect(() => field.current?.focus(), []);
  useEffect(() => draft.follow(setText), [draft]);
  useEffect(() => takePuts((words) => change(text === '' ? words : `${words}\n${text}`)));

  const canSend = (text.trim() !== '' || chosen.length > 0) && !isTooLong(text);
  const send = () => {
    if (!canSend) return;
    if (chosen.length > 0) uploads.confirm(text.trim() === '' ? '' : text);
    else outbox.add({ conversationId, text, choice: null, label: text, clientMessageId: draft.id() });
    change('');
    field.current?.focus();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    choose(event.dataTransfer.files);
  };

  return (
    <form
      className={styles.reply}
      data-over={isOver}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <UploadList uploads={uploads} />
      {isOver && <p className={styles.over}>{t('reply.drop')}</p>}
      <textarea
        ref={field}
        data-reply
        className={styles.field}
        rows={3}
        // The placeholder follows the direction of the page.
        dir={text === '' ? undefined : 'auto'}
        value={text}
        aria-label={t('reply.label')}
        placeholder={t(chosen.length > 0 ? 'reply.caption' : 'reply.placeholder')}
        aria-keyshortcuts="/"
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={pressed}
        onPaste={(event) => {
          if (event.clipboardData.files.length === 0) return;
          event.preventDefault();
          choose(event.clipboardData.files);
        }}
      />
      <div className={styles.tools}>
        <input
          ref={chooser}
          type="file"
          accept={acceptedFiles({ kinds, extensions, largestBytes: LARGEST_BYTES })}
          multiple
          hidden
          onChange={(event) => {
            choose(event.currentTarget.files ?? []);
            // Allows choosing the same file again.
            event.currentTarget.value = '';
          }}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('reply.attach')}
          title={t('reply.attachHint', { kinds: kinds.join(', ') })}
          onClick={() => chooser.current?.click()}
        >
          <Icon name="clip" />
        </ActionIcon>
        <ReplyLength text={text} />
        <Button type="submit" size="sm" disabled={!canSend} rightSection={<Icon name="send" size={16} />}>
          <span className={styles.sendWord}>{t('reply.send')}</span>
        </Button>
      </div>
    </form>
  );
}
