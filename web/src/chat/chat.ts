// Owns the open chat: what is pressed goes to the sender, what is known gets drawn. Refuses to know either's work.
import { type Api, resultOf } from '../shared/api.ts';
import type { Pending } from '../shared/outbox.ts';
import { serverNow } from '../shared/server-clock.ts';
import type { ChatInfo } from '../shared/wire.ts';
import { enter } from './chat-door.ts';
import { makeSender, type Outgoing, type Sender } from './chat-sender.ts';
import { draftKey, readSession, writeSession } from './chat-session.ts';
import { ChatStore } from './chat-store.ts';
import { ChatSync } from './chat-sync.ts';
import type { ChatTexts } from './texts/chat-texts.ts';
import { buildComposer, type Composer, isTouch, takeDrops } from './view/composer.ts';
import { followHours } from './view/hours.ts';
import { drawLog } from './view/log.ts';
import { buildPage, type Page } from './view/page.ts';
import { drawPending } from './view/pending.ts';
import { followNewest, type Newest } from './view/scrolling.ts';
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

  let draw = () => {};
  const sender = makeSender({ api, store, sync, program, headers, onChange: () => draw() });
  const page = buildPage(root, info.title, texts);
  const newest = followNewest(page, texts, document.title);
  const add = (message: Outgoing) => {
    sender.add(message);
    newest.toEnd();
  };
  const onFiles = (files: File[]) => sender.uploads.add(files);
  const onText = (text: string, clientMessageId: string) => add({ text, choice: null, label: text, clientMessageId });
  const composer = buildComposer({ texts, longest: info.maxTextLength, draftKey: draftKey(program), onText, onFiles });
  page.footer.append(composer.form);
  takeDrops(root, texts.dropHere, onFiles);
  draw = drawing({ page, composer, newest, store, sender, texts, add });
  store.subscribe(draw);
  draw();
  newest.toEnd();
  if (!isTouch()) composer.focus();
  sync.follow(headers);
  followHours(page.hours, info, texts, async () => {
    const answer = await resultOf(api.GET('/v1/programs/{program}/chat', { params: { path: { program } } }));
    return answer.kind === 'ok' ? answer.data : null;
  });
  return true;
}

// A pressed button goes away; without this the keyboard, or a screen reader, would be nowhere.
function focusOn(page: Page, composer: Composer): void {
  if (isTouch()) page.scroller.focus({ preventScroll: true });
  else composer.focus();
}

type Drawn = {
  page: Page;
  composer: Composer;
  newest: Newest;
  store: ChatStore;
  sender: Sender;
  texts: ChatTexts;
  add: (message: Outgoing) => void;
};

function drawing({ page, composer, newest, store, sender, texts, add }: Drawn): () => void {
  const { outbox, uploads, fetchFile } = sender;
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
      focusOn(page, composer);
    },
    rate: (conversationId: string, score: number) => {
      void sender.rate(conversationId, score).then((problem) => {
        if (problem !== null) page.spoken.textContent = texts.problems[problem.code] ?? texts.unknownProblem;
        focusOn(page, composer);
      });
    },
  };
  return () => {
    const threads = store.threads();
    const unsent = withoutArrived(outbox.items(), store);
    const isChoosing = unsent.some((item) => item.choice !== null);
    drawLog(page.log, threads, { texts, fetchFile, now: serverNow(), rate: actions.rate });
    drawPending(page.pending, unsent, uploads.items(), texts, actions);
    drawTray(page.tray, store.active(), isChoosing, texts, serverNow(), actions);
    drawStatus(page.status, store.line, texts);
    newest.changed(threads.flatMap((thread) => thread.messages));
  };
}

function remember(program: string, id: string): void {
  const session = readSession(program);
  if (session === null || session.conversationIds.includes(id)) return;
  writeSession(program, { ...session, conversationIds: [...session.conversationIds, id] });
}

// The stream may bring a message before its own answer does; then it is shown once, as sent.
function withoutArrived(items: readonly Pending[], store: ChatStore): Pending[] {
  const recent = (store.active()?.messages ?? []).slice(-10).filter((message) => message.from === 'customer');
  const hasArrived = ({ label, askedAt }: Pending) =>
    recent.some((message) => message.text === label && Date.parse(message.at) >= askedAt);
  return items.filter((item) => item.state === 'refused' || !hasArrived(item));
}
