import { type Api, resultOf } from '../shared/api.ts';
import { notArrived, type Pending } from '../shared/outbox.ts';
import { serverNow } from '../shared/server-clock.ts';
import type { ChatInfo } from '../shared/wire.ts';
import { enter } from './chat-door.ts';
import { makeSender, type Outgoing, type Sender } from './chat-sender.ts';
import { draftKey, readSession, writeSession } from './chat-session.ts';
import { ChatStore } from './chat-store.ts';
import { ChatSync } from './chat-sync.ts';
import type { ProgramTexts } from './texts/chat-texts.ts';
import { buildComposer, type Composer, isTouch, takeDrops } from './view/composer.ts';
import { write } from './view/element.ts';
import { drawChosen } from './view/chosen-files.ts';
import { followHours } from './view/hours.ts';
import { drawIdentification } from './view/identification.ts';
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
  texts: ProgramTexts;
};

/** @returns false when the server cannot be reached, so that the caller tries again */
export async function openChat(options: ChatOptions): Promise<boolean> {
  const { root, program, info, api, headers, keepToken, texts } = options;
  const store = new ChatStore();
  const sync = new ChatSync(api, store, (id) => remember(program, id));
  if ((await enter({ api, sync, program, keepToken })) !== null) return false;

  let draw = () => {};
  const rules = {
    kinds: info.attachmentKinds,
    extensions: info.attachmentExtensions,
    largestBytes: info.maxAttachmentSize,
  };
  let captionBack = (_caption: string) => {};
  const onCaptionBack = (caption: string) => captionBack(caption);
  const sender = makeSender({ api, store, sync, program, headers, rules, onChange: () => draw(), onCaptionBack });
  const page = buildPage(root, info.title, texts);
  const newest = followNewest(page, texts, document.title);
  const add = (message: Outgoing) => {
    sender.add(message);
    newest.toEnd();
  };
  const onText = (text: string, clientMessageId: string) => {
    if (sender.uploads.state().chosen.length === 0) return add({ text, choice: null, label: text, clientMessageId });
    sender.uploads.confirm(text);
    newest.toEnd();
  };
  const longest = info.maxTextLength;
  const hasFiles = () => sender.uploads.state().chosen.length > 0;
  const onFiles = (files: File[]) => {
    sender.uploads.choose(files);
    composer.focus();
  };
  const composer = buildComposer({ texts, longest, draftKey: draftKey(program), rules, hasFiles, onText, onFiles });
  captionBack = composer.insert;
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

// The pressed button disappears. Without this, the keyboard or a screen reader would lose its place.
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
  texts: ProgramTexts;
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
    unchoose: (id: string) => {
      uploads.unchoose(id);
      composer.focus();
    },
    forgetRefused: () => {
      uploads.forgetRefused();
      composer.focus();
    },
    choose: ({ choice, label }: { choice: string; label: string }) => {
      add({ text: '', choice, label });
      focusOn(page, composer);
    },
    rate: (conversationId: string, score: number) => {
      void sender.rate(conversationId, score).then((problem) => {
        if (problem !== null) write(page.spoken, texts.problems[problem.code] ?? texts.unknownProblem);
        focusOn(page, composer);
      });
    },
  };
  return () => {
    const threads = store.threads();
    const arrived = threads.flatMap((thread) => thread.messages);
    const unsent = notArrived(outbox.items(), arrived);
    const isChoosing = unsent.some((item) => item.choice !== null);
    drawLog(page.log, threads, { texts, fetchFile, now: serverNow(), rate: actions.rate });
    drawPending(page.pending, unsent, notArrived(uploads.state().items, arrived), texts, actions);
    drawChosen(composer.chosen, uploads.state(), texts, actions);
    composer.measure();
    drawTray(page.tray, store.active(), isChoosing, texts, serverNow(), actions);
    drawIdentification(page.identified, store.active()?.conversation, texts, sender.identify);
    const { attendedBy = null } = store.active()?.conversation ?? {};
    drawStatus(page.status, { line: store.line, attendedBy: attendedBy?.name ?? null }, texts);
    newest.changed(arrived);
  };
}

function remember(program: string, id: string): void {
  const session = readSession(program);
  if (session === null || session.conversationIds.includes(id)) return;
  writeSession(program, { ...session, conversationIds: [...session.conversationIds, id] });
}
