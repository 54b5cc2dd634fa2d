// Owns the open chat: what is typed, chosen and rated goes out, what is known gets drawn. Refuses to know the drawing.
import { type Api, resultOf } from '../shared/api.ts';
import { newId } from '../shared/ids.ts';
import { Outbox, type Pending, type SendResult } from '../shared/outbox.ts';
import { serverNow } from '../shared/server-clock.ts';
import { Uploads } from '../shared/uploads.ts';
import type { ChatInfo, Message } from '../shared/wire.ts';
import { enter } from './chat-door.ts';
import { draftKey, outboxKey, readSession, writeSession } from './chat-session.ts';
import { ChatStore } from './chat-store.ts';
import { ChatSync } from './chat-sync.ts';
import type { ChatTexts } from './texts/chat-texts.ts';
import { buildComposer, isTouch, takeDrops } from './view/composer.ts';
import { drawLog } from './view/log.ts';
import { buildPage } from './view/page.ts';
import { drawPending } from './view/pending.ts';
import { followNewest } from './view/scrolling.ts';
import { drawStatus } from './view/status.ts';
import { drawTray } from './view/tray.ts';

export type ChatOptions = {
  root: HTMLElement;
  program: string;
  info: ChatInfo;
  api: Api;
  headers: () => Record<string, string>;
  keepToken: (token: string | null) => void;
  texts: ChatTexts;
};

/** @returns false when the server cannot be reached, so that the caller tries again */
export async function openChat(options: ChatOptions): Promise<boolean> {
  const { root, program, info, api, headers, keepToken, texts } = options;
  const store = new ChatStore();
  const sync = new ChatSync(api, store, (id) => remember(program, id));
  if ((await enter({ api, sync, program, keepToken })) !== null) return false;

  const outbox = new Outbox<Message>({
    storageKey: outboxKey(program),
    send: (pending) => send(api, pending),
    onSent: (message, { conversationId }) => void receive(sync, store, message, conversationId),
  });
  const uploads = new Uploads({
    url: () => `/v1/conversations/${store.active()?.conversation.id ?? ''}/attachments`,
    headers,
    onChange: () => draw(),
    onDone: ({ conversationId }) => void sync.load(conversationId),
  });

  const page = buildPage(root, info.title, texts);
  const composer = buildComposer({
    texts,
    longest: info.maxTextLength,
    draftKey: draftKey(program),
    onText: (text) => add({ text, choice: null, label: text }),
    onFiles: (files) => uploads.add(files),
  });
  page.footer.append(composer.form);
  takeDrops(root, texts.dropHere, (files) => uploads.add(files));

  // A pressed button goes away; without this the keyboard, or a screen reader, would be nowhere.
  const focusOn = () => (isTouch() ? page.scroller.focus({ preventScroll: true }) : composer.focus());
  const add = (message: Pick<Pending, 'text' | 'choice' | 'label'>) => {
    const conversationId = store.active()?.conversation.id;
    if (conversationId === undefined) return;
    outbox.add({ ...message, conversationId });
    newest.toEnd();
  };
  const rate = async (score: number) => {
    const id = store.active()?.conversation.id ?? '';
    const params = { path: { id }, header: { 'Idempotency-Key': newId() } };
    const call = api.POST('/v1/conversations/{id}/rating', { params, body: { score } });
    const answer = await resultOf(call);
    if (answer.kind === 'failed') page.spoken.textContent = texts.problems[answer.problem.code] ?? texts.unknownProblem;
    await sync.refresh();
    focusOn();
  };
  const fetchFile = async (id: string) => {
    const answer = await fetch(`/v1/attachments/${id}`, { headers: headers() }).catch(() => null);
    return answer?.ok === true ? answer.blob() : null;
  };
  const actions = {
    retry: (id: string) => outbox.retry(id),
    takeBack: (pending: Pending) => {
      outbox.remove(pending.clientMessageId);
      composer.insert(pending.text);
    },
    retryUpload: (id: string) => uploads.retry(id),
    dropUpload: (id: string) => uploads.drop(id),
    choose: ({ choice, label }: { choice: string; label: string }) => {
      add({ text: '', choice, label });
      focusOn();
    },
    rate: (score: number) => void rate(score),
  };

  const newest = followNewest(page, texts, document.title);
  const draw = () => {
    const threads = store.threads();
    const unsent = withoutArrived(outbox.items(), store);
    drawLog(page.log, threads, texts, fetchFile);
    drawPending(page.pending, unsent, uploads.items(), texts, actions);
    drawTray(page.tray, store.active(), unsent.some((item) => item.choice !== null), texts, serverNow(), actions);
    drawStatus(page.status, store.line, texts);
    newest.changed(threads.flatMap((thread) => thread.messages));
  };
  store.subscribe(draw);
  outbox.subscribe(draw);
  draw();
  newest.toEnd();
  focusOn();
  sync.follow(headers);
  return true;
}

function remember(program: string, id: string): void {
  const session = readSession(program);
  if (session === null || session.conversationIds.includes(id)) return;
  writeSession(program, { ...session, conversationIds: [...session.conversationIds, id] });
}

async function send(api: Api, pending: Pending): Promise<SendResult<Message>> {
  const { clientMessageId, conversationId: id, choice, text } = pending;
  const body = choice === null ? { text, clientMessageId } : { choice, clientMessageId };
  const answer = await resultOf(api.POST('/v1/conversations/{id}/messages', { params: { path: { id } }, body }));
  return answer.kind === 'ok' ? { kind: 'sent', message: answer.data } : answer;
}

// Written to a closed conversation, a message begins a new one: the page moves on to it.
async function receive(sync: ChatSync, store: ChatStore, message: Message, writtenTo: string): Promise<void> {
  const id = message.conversationId ?? writtenTo;
  if (store.thread(id) === undefined || !store.putMessages(id, [message])) await sync.load(id);
}

// The stream may bring a message before its own answer does; then it is shown once, as sent.
function withoutArrived(items: readonly Pending[], store: ChatStore): Pending[] {
  const recent = (store.active()?.messages ?? []).slice(-10).filter((message) => message.from === 'customer');
  const hasArrived = ({ label, askedAt }: Pending) =>
    recent.some((message) => message.text === label && Date.parse(message.at) >= askedAt);
  return items.filter((item) => item.state === 'refused' || !hasArrived(item));
}
