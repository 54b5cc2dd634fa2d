// Owns one listener's stream of server-sent events: catching up from where it stopped, then live. Refuses to decide access.
import type { Writable } from 'node:stream';
import type { Orm } from '../../db/orm.ts';
import { isInLog, type LiveCursor, type LiveEventRecord, readLiveEvents } from '../../db/read/live-events.ts';
import type { Actor } from '../../domain/access/actor.ts';
import type { Feed } from './feed.ts';
import { liveLineFor } from './live-view.ts';

const PAGE = 500;
// A listener that is further behind than this reads its lists anew, which is cheaper than all that it missed.
const MOST_MISSED = 5_000;
// A reader that does not take what it is sent is let go; it resumes from its last event.
const MOST_UNSENT_BYTES = 4 * 1024 * 1024;

type Streamed = { orm: Orm; feed: Feed; actor: () => Actor; out: Writable; lastEventId: string | null };

/** `xid-id`, as sent in each event's id. @returns `null` for anything else */
export function parseCursor(text: string | null): LiveCursor | null {
  const match = /^(\d{1,19})-(\d{1,18})$/.exec(text ?? '');
  return match === null ? null : { xid: match[1] ?? '0', id: match[2] ?? '0' };
}

/** Streams until `stop` is called. The actor is asked for each event, so that access that is taken away ends at once. */
export async function streamTo({ orm, feed, actor, out, lastEventId }: Streamed): Promise<{ stop(): void }> {
  const held: LiveEventRecord[] = [];
  let isLive = false;
  const send = (events: readonly LiveEventRecord[]) => {
    for (const event of events) {
      const line = liveLineFor(actor(), event);
      if (line !== null)
        out.write(
          `id: ${event.cursor.xid}-${event.cursor.id}\nevent: ${line.event}\ndata: ${JSON.stringify(line.data)}\n\n`,
        );
    }
    if (out.writableLength > MOST_UNSENT_BYTES) out.destroy();
  };
  const { from, stop } = feed.listen((events) => (isLive ? send(events) : held.push(...events)));
  out.write('retry: 1000\n\n');
  if (lastEventId !== null) await catchUp({ orm, out, send, from, after: parseCursor(lastEventId) });
  send(held);
  isLive = true;
  return { stop };
}

type CatchingUp = {
  orm: Orm;
  out: Writable;
  send(events: readonly LiveEventRecord[]): void;
  from: LiveCursor;
  after: LiveCursor | null;
};

/** Sends what lies between the listener's last event and the place from which it hears the feed. */
async function catchUp({ orm, out, send, from, after }: CatchingUp): Promise<void> {
  const em = orm.em.fork();
  if (after === null || !(await isInLog(em, after))) {
    out.write(`event: resync\ndata: {}\n\n`);
    return;
  }
  let cursor = after;
  for (let read = 0; read < MOST_MISSED; read += PAGE) {
    const { events } = await readLiveEvents(em, cursor, PAGE);
    const missed = events.filter((event) => !isAfter(event.cursor, from));
    send(missed);
    if (missed.length < PAGE) return;
    cursor = missed.at(-1)?.cursor ?? cursor;
  }
  out.write(`event: resync\ndata: {}\n\n`);
}

function isAfter(one: LiveCursor, other: LiveCursor): boolean {
  const [a, b] = [BigInt(one.xid), BigInt(other.xid)];
  return a > b || (a === b && BigInt(one.id) > BigInt(other.id));
}
