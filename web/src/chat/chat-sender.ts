import { type Api, resultOf } from '../shared/api.ts';
import { newId } from '../shared/ids.ts';
import { type Outgoing as Addressed, Outbox, type Pending, type SendResult } from '../shared/outbox.ts';
import type { FileRules } from '../shared/file-rules.ts';
import type { Problem } from '../shared/problem.ts';
import { Uploads } from '../shared/uploads.ts';
import type { SentMessage } from '../shared/wire.ts';
import { outboxKey } from './chat-session.ts';
import type { ChatStore } from './chat-store.ts';
import type { ChatSync } from './chat-sync.ts';
import type { Identify } from './view/answers-dialog.ts';

export type Outgoing = Omit<Addressed, 'conversationId'>;

export type Sender = {
  outbox: Outbox<SentMessage>;
  uploads: Uploads;
  add: (message: Outgoing) => void;
  /** Rates a closed conversation, even when a newer one exists. */
  rate: (conversationId: string, score: number) => Promise<Problem | null>;
  /** Corrects answers of the conversation in progress. */
  identify: Identify;
  fetchFile: (id: string) => Promise<Blob | null>;
};

export type SenderParts = {
  api: Api;
  store: ChatStore;
  sync: ChatSync;
  program: string;
  headers: () => Record<string, string>;
  rules: FileRules;
  onChange: () => void;
  onCaptionBack: (caption: string) => void;
};

export function makeSender(parts: SenderParts): Sender {
  const { api, store, sync, program, headers, rules, onChange, onCaptionBack } = parts;
  const activeId = () => store.active()?.conversation.id ?? '';
  const outbox = new Outbox<SentMessage>({
    storageKey: outboxKey(program),
    send: (pending) => send(api, pending),
    onSent: (message, { conversationId }) => void receive(sync, store, message, conversationId),
  });
  outbox.subscribe(onChange);
  const uploads = new Uploads({
    url: () => `/v1/conversations/${activeId()}/attachments`,
    headers,
    rules,
    onChange,
    onCaptionBack,
    onDone: ({ conversationId }) => void sync.load(conversationId),
  });
  return {
    outbox,
    uploads,
    add: (message) => outbox.add({ ...message, conversationId: activeId() }),
    rate: async (id, score) => {
      const params = { path: { id }, header: { 'Idempotency-Key': newId() } };
      const answer = await resultOf(api.POST('/v1/conversations/{id}/rating', { params, body: { score } }));
      await sync.load(id);
      return answer.kind === 'ok' ? null : answer.problem;
    },
    identify: async (answers) => {
      const id = activeId();
      const problem = await correct(api, id, answers);
      await sync.load(id);
      return problem;
    },
    fetchFile: async (id) => {
      const answer = await fetch(`/v1/attachments/${id}`, { headers: headers() }).catch(() => null);
      return answer?.ok === true ? answer.blob() : null;
    },
  };
}

// One by one: the first that is refused stops, and what was kept before stays.
async function correct(api: Api, id: string, answers: Parameters<Identify>[0]): Promise<Problem | null> {
  for (const body of answers) {
    const put = api.PUT('/v1/conversations/{id}/identification', { params: { path: { id } }, body });
    const answer = await resultOf(put);
    if (answer.kind !== 'ok') return answer.problem;
  }
  return null;
}

async function send(api: Api, pending: Pending): Promise<SendResult<SentMessage>> {
  const { clientMessageId, conversationId: id, choice, text } = pending;
  const body = choice === null ? { text, clientMessageId } : { choice, clientMessageId };
  const answer = await resultOf(api.POST('/v1/conversations/{id}/messages', { params: { path: { id } }, body }));
  return answer.kind === 'ok' ? { kind: 'sent', message: answer.data } : answer;
}

// A message to a closed conversation opens a new one: the page moves to it.
async function receive(sync: ChatSync, store: ChatStore, message: SentMessage, writtenTo: string): Promise<void> {
  const id = message.conversationId ?? writtenTo;
  const known = store.thread(id)?.conversation;
  // During the intake an answer may be the number that is kept (CDEK-05). No event tells the page about it.
  const isChanged = known === undefined || known.stage === 'intake' || message.rated !== null;
  if (isChanged || !store.putMessages(id, [message])) await sync.load(id);
}
