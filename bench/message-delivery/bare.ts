// The reference of `message-delivery`: one bare process inserts and notifies, another listens and streams, with two
// browsers for each conversation.
import { randomUUID } from 'node:crypto';
import { browserOf } from '../shared/browser.ts';
import type { BenchSystem, Stoppable } from '../shared/system.ts';
import { withClient } from '../shared/intakes.ts';
import { posterTo } from '../shared/load.ts';
import type { Hearing } from './hearing.ts';
import type { Write } from './talk.ts';

export type BareSide = Stoppable & {
  ids: readonly string[];
  write: Write;
  listenFor(hearing: Hearing): void;
  /** When the listening process had a message, before sending it to the browser. */
  listenerHadAt(key: string): number | undefined;
};

export async function bareSide(system: BenchSystem, conversations: number): Promise<BareSide> {
  const ids = await makeTables(system.databaseUrl, conversations);
  const [writer, listener] = [await start(system, 'notify-writer'), await start(system, 'notify-listener')];
  const hadAt = new Map<string, number>();
  let current: Hearing | null = null;
  const browsers = ids.flatMap((id) =>
    [0, 1].map((side) =>
      browserOf(`/events/${id}`, {}, (_event, data) => {
        const { message, heardAt } = JSON.parse(data) as { message: { seq: number; text: string }; heardAt: number };
        hadAt.set(message.text, heardAt);
        current?.heard(side, id, message);
      }),
    ),
  );
  for (const browser of browsers) await browser.open(listener.baseUrl);
  const post = posterTo(writer.baseUrl);
  return {
    ids,
    async write(conversation, _from, text) {
      const { status, text: answer } = await post(`/messages/${ids[conversation]}`, { text });
      if (status !== 201) throw new Error(`a bare message was answered ${status} ${answer}`);
      return JSON.parse(answer) as { seq: number };
    },
    listenFor: (hearing) => void (current = hearing),
    listenerHadAt: (key) => hadAt.get(key),
    async stop() {
      for (const browser of browsers) browser.cut();
      await Promise.all([writer.stop(), listener.stop()]);
    },
  };
}

async function start(system: BenchSystem, name: string): Promise<Stoppable & { baseUrl: string }> {
  let baseUrl = '';
  const part = await system.startScript(`bench/bare/${name}.ts`, {}, (line) => {
    baseUrl = /^at (\S+)/.exec(line)?.[1] ?? baseUrl;
  });
  return { ...part, baseUrl };
}

async function makeTables(databaseUrl: string, conversations: number): Promise<string[]> {
  const ids = Array.from({ length: conversations }, () => randomUUID());
  await withClient(databaseUrl, async (client) => {
    await client.query('create table bare_conversations (id uuid primary key, last_seq int not null default 0)');
    await client.query(
      'create table bare_messages (conversation_id uuid, seq int, text text, primary key (conversation_id, seq))',
    );
    await client.query('insert into bare_conversations (id) select unnest($1::uuid[])', [ids]);
  });
  return ids;
}
