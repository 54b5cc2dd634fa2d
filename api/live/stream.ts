import type { Writable } from 'node:stream';
import type { Orm } from '../../db/orm.ts';
import { isInLog, type LiveCursor, type LiveEventRecord, readLiveEvents } from '../../db/read/live-events.ts';
import type { Actor } from '../../domain/access/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Feed } from './feed.ts';
import { senderTo } from './sender.ts';

const PAGE = 500;
// A listener that missed more than this reads its lists again, which is cheaper than all the events.
const MOST_MISSED = 5_000;
// While a stream catches up its events stay in memory. The limit is well below the one that cuts a reader off:
// otherwise a few long messages would cut off a returning reader each time.
const MOST_MISSED_BYTES = 1024 * 1024;

type Streamed = {
  orm: Orm;
  clock: Clock;
  feed: Feed;
  actor: () => Actor;
  out: Writable;
  lastEventId: string | null;
};

/** Parses `id-xid`, as sent in each event's id. @returns `null` for anything else */
export function parseCursor(text: string | null): LiveCursor | null {
  const match = /^(\d{1,18})-(\d{1,19})$/.exec(text ?? '');
  return match === null ? null : { id: match[1] ?? '0', xid: match[2] ?? '0' };
}

/** Streams until `stop` is called. The actor is read for each event, because access may have changed meanwhile. */
export async function streamTo({ orm, clock, feed, actor, out, lastEventId }: Streamed): Promise<{ stop(): void }> {
  const held: LiveEventRecord[] = [];
  let isLive = false;
  const { send, sendInTurn } = senderTo({ orm, clock, actor, out });
  // A returning client may have heard events from another process that this process's feed has not brought yet.
  let heardUpTo = parseCursor(lastEventId);
  const fresh = (events: readonly LiveEventRecord[]): readonly LiveEventRecord[] => {
    const place = heardUpTo;
    if (place === null) return events;
    const unheard = events.filter(({ cursor }) => isAfter(cursor, place));
    if (unheard.length > 0) heardUpTo = null;
    return unheard;
  };
  const { from, stop } = await feed.listen((events) => {
    if (!isLive) held.push(...fresh(events));
    else sendInTurn(fresh(events));
  });
  const missed = (events: readonly LiveEventRecord[]) => send(events, MOST_MISSED_BYTES);
  out.write('retry: 1000\n\n');
  try {
    const hasAll =
      lastEventId === null || (await catchUp({ orm, send: missed, from, after: parseCursor(lastEventId) }));
    if (!hasAll) heardUpTo = null;
    let fits = hasAll;
    while (held.length > 0) fits = (await missed(held.splice(0))) && fits;
    if (!fits) out.write(`event: resync\ndata: {}\n\n`);
  } catch (error) {
    // Without this the listener of a stream that never began would stay.
    stop();
    throw error;
  }
  isLive = true;
  return { stop };
}

type CatchingUp = {
  orm: Orm;
  /** False when it was too much. */
  send(events: readonly LiveEventRecord[]): Promise<boolean>;
  from: LiveCursor;
  after: LiveCursor | null;
};

/** Sends the events between the listener's last one and the place where it joined the feed. False when it cannot. */
async function catchUp({ orm, send, from, after }: CatchingUp): Promise<boolean> {
  const em = orm.em.fork();
  if (after === null || !(await isInLog(em, after))) return false;
  let cursor = after;
  for (let read = 0; read < MOST_MISSED; read += PAGE) {
    const { events } = await readLiveEvents(em, { after: cursor, settledUpTo: from.id }, PAGE);
    const missed = events.filter((event) => !isAfter(event.cursor, from));
    if (!(await send(missed))) return false;
    if (missed.length < PAGE) return true;
    cursor = missed.at(-1)?.cursor ?? cursor;
  }
  return false;
}

function isAfter(one: LiveCursor, other: LiveCursor): boolean {
  return BigInt(one.id) > BigInt(other.id);
}
