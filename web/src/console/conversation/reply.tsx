// Owns writing to the customer: a draft that survives, a counter near the limit, files by button, drop and paste.
import { ActionIcon, Button } from '@mantine/core';
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { draftAt } from '../../shared/draft.ts';
import { ACCEPTED_FILES } from '../../shared/file-rules.ts';
import { draftKey, useReplies } from '../data/replies.ts';
import { useSession } from '../data/session.tsx';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './reply.module.css';
import { takePuts } from './reply-field.ts';
import { ReplyLength, isTooLong } from './reply-length.tsx';
import { UploadList } from './upload-list.tsx';
import { useUploads } from './use-uploads.ts';

export function Reply({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const [draft] = useState(() => draftAt(draftKey(me.login, conversationId)));
  const { outbox } = useReplies(me.login, conversationId);
  const uploads = useUploads(conversationId);
  const [text, setText] = useState(draft.text);
  const [isOver, setIsOver] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const change = (value: string) => {
    setText(value);
    draft.write(value);
  };
  useShortcut('/', () => field.current?.focus());
  useShortcut('Escape', () => {
    if (document.activeElement !== field.current) return false;
    field.current?.blur();
    return true;
  });
  // A reply appears when a request is accepted: the next thing to do is to write.
  useEffect(() => field.current?.focus(), []);
  useEffect(() => draft.follow(setText), [draft]);
  useEffect(() => takePuts((put) => change(text === '' ? put : `${put}\n${text}`)));

  const canSend = text.trim() !== '' && !isTooLong(text);
  const send = () => {
    if (!canSend) return;
    outbox.add({ conversationId, text, choice: null, label: text, clientMessageId: draft.id() });
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
    uploads.add([...event.dataTransfer.files]);
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
        dir="auto"
        value={text}
        aria-label={t('reply.label')}
        placeholder={t('reply.placeholder')}
        aria-keyshortcuts="/"
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={pressed}
        onPaste={(event) => {
          if (event.clipboardData.files.length === 0) return;
          event.preventDefault();
          uploads.add([...event.clipboardData.files]);
        }}
      />
      <div className={styles.tools}>
        <input
          ref={chooser}
          type="file"
          accept={ACCEPTED_FILES}
          multiple
          hidden
          onChange={(event) => uploads.add([...(event.currentTarget.files ?? [])])}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('reply.attach')}
          title={t('reply.attachHint')}
          onClick={() => chooser.current?.click()}
        >
          <Icon name="clip" />
        </ActionIcon>
        <ReplyLength text={text} />
        <Button type="submit" size="sm" disabled={!canSend} rightSection={<Icon name="send" size={16} />}>
          {t('reply.send')}
        </Button>
      </div>
    </form>
  );
}
