// Careline's side of `message-delivery`: two API processes, the customer's page on one, the manager's console on the
// other. The console reads its unread count as the real one does.
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, browserOf } from '../shared/browser.ts';
import type { BenchSystem, Stoppable } from '../shared/system.ts';
import { withClient } from '../shared/intakes.ts';
import { type Poster, posterTo } from '../shared/load.ts';
import { type Dialogue, makeDialogues } from './dialogues.ts';
import type { Hearing } from './hearing.ts';
import type { Write } from './talk.ts';

export type OurSide = Stoppable & {
  ids: readonly string[];
  write: Write;
  listenFor(hearing: Hearing): void;
  /**
   * Cuts every browser's connection and opens it again to the other process; each process loses its LISTEN connection
   * too.
   */
  reconnectAll(withinMs: number): Promise<void>;
  unreadReads(): number;
  /** The number of managers whose unread count differs from the number of the customer's messages. */
  wrongUnreadCounts(): Promise<number>;
};

// A console reads the count when a message comes, but at most this often.
const READ_COUNT_EVERY_MS = 1_000;

/** Starts both processes, makes the conversations and opens their streams. */
export async function ourSide(system: BenchSystem, conversations: number): Promise<OurSide> {
  const apis = [await system.startApi(), await system.startApi()] as const;
  const dialogues = await makeDialogues(system.databaseUrl, apis[0].baseUrl, conversations);
  const urlOf = (number: number) => apis[number % 2 === 0 ? 0 : 1].baseUrl;
  const state: Heard = { hearing: null, reads: 0 };
  // The two people of a conversation are on different processes.
  const seats = dialogues.flatMap((dialogue, index) =>
    [0, 1].map((side) => ({ place: index + side, browser: seat(dialogue, side, urlOf(index + 1), state) })),
  );
  for (const { browser, place } of seats) await browser.open(urlOf(place));
  const posters = apis.map(({ baseUrl }) => posterTo(baseUrl));
  let turn = 0;
  return {
    ids: dialogues.map(({ id }) => id),
    write: (conversation, from, text) =>
      writeAs(dialogues[conversation], from, text, posters[(conversation + from) % 2]),
    listenFor: (hearing) => void (state.hearing = hearing),
    async reconnectAll(withinMs) {
      turn += 1;
      const again = seats.map(({ browser, place }) => reopen(browser, urlOf(place + turn), Math.random() * withinMs));
      await Promise.all([cutEars(system.databaseUrl), ...again]);
    },
    unreadReads: () => state.reads,
    wrongUnreadCounts: () => wrongCounts(system.databaseUrl, dialogues, apis[0].baseUrl),
    async stop() {
      for (const { browser } of seats) browser.cut();
      for (const api of apis) await api.stop();
    },
  };
}

type Heard = { hearing: Hearing | null; reads: number };

function seat(dialogue: Dialogue, side: number, countsFrom: string, state: Heard): Browser {
  const count = countReader(dialogue, countsFrom, state);
  return browserOf('/v1/events', side === 0 ? dialogue.customer : dialogue.manager, (event, data) => {
    if (event !== 'message') return;
    const { conversationId, message } = JSON.parse(data) as HeardMessage;
    state.hearing?.heard(side, conversationId, message);
    if (side === 1 && message.from === 'customer') count();
  });
}

type HeardMessage = { conversationId: string; message: { seq: number; text: string; from: string } };

async function writeAs(
  dialogue: Dialogue | undefined,
  from: number,
  text: string,
  post: Poster | undefined,
): Promise<{ seq: number }> {
  if (dialogue === undefined || post === undefined) throw new Error('no agent writes there');
  const body = { text, clientMessageId: text };
  const headers = from === 0 ? dialogue.customer : dialogue.manager;
  const answer = await post(`/v1/conversations/${dialogue.id}/messages`, body, headers);
  if (answer.status !== 201) throw new Error(`a message was answered ${answer.status} ${answer.text}`);
  return JSON.parse(answer.text) as { seq: number };
}

function countReader(dialogue: Dialogue, baseUrl: string, state: { reads: number }): () => void {
  let readAt = 0;
  return () => {
    if (performance.now() - readAt < READ_COUNT_EVERY_MS) return;
    readAt = performance.now();
    void unreadOf(dialogue, baseUrl).then(
      () => void (state.reads += 1),
      () => undefined,
    );
  };
}

async function unreadOf({ id, manager }: Dialogue, baseUrl: string): Promise<number> {
  const response = await fetch(`${baseUrl}/v1/conversations/${id}`, { headers: manager });
  return ((await response.json()) as { unread: number }).unread;
}

async function reopen(browser: Browser, baseUrl: string, afterMs: number): Promise<void> {
  await pause(afterMs);
  browser.cut();
  await pause(Math.random() * 200);
  await browser.open(baseUrl);
}

async function cutEars(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, (client) =>
    client.query(`select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen careline_live'`),
  );
}

async function wrongCounts(databaseUrl: string, dialogues: readonly Dialogue[], baseUrl: string): Promise<number> {
  const counted = await withClient(databaseUrl, (client) =>
    client.query<{ id: string; count: number }>(
      `select conversation_id as id, count(*)::int from messages where author = 'customer' and answers is null group by 1`,
    ),
  );
  const expected = new Map(counted.rows.map(({ id, count }) => [id, count]));
  let wrong = 0;
  for (const dialogue of dialogues) if ((await unreadOf(dialogue, baseUrl)) !== expected.get(dialogue.id)) wrong += 1;
  return wrong;
}
