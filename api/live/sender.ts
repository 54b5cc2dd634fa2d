// Events that need an audit row are sent only after the row is written.
import type { Writable } from 'node:stream';
import type { Orm } from '../../db/orm.ts';
import type { LiveEventRecord } from '../../db/read/live-events.ts';
import type { Actor } from '../../domain/access/actor.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import type { Clock } from '../../platform/clock.ts';
import type { LiveLine } from './live-line.ts';
import { liveLineFor } from './live-view.ts';
import { viewingsOf } from './viewings.ts';

// A reader that does not take its events is cut off; it resumes from its last event.
const MOST_UNSENT_BYTES = 4 * 1024 * 1024;

export type Sender = {
  /** Returns false when more than `most` bytes would stay unsent. @throws Error when an audit row cannot be written */
  send(events: readonly LiveEventRecord[], most: number): Promise<boolean>;
  /** Sends after everything handed over before. Ends the stream when its reader or the audit does not keep up. */
  sendInTurn(events: readonly LiveEventRecord[]): void;
};

type Sending = { orm: Orm; clock: Clock; actor: () => Actor; out: Writable };

export function senderTo({ orm, clock, actor, out }: Sending): Sender {
  const audited = viewingsOf(orm, clock);
  const now = () => toInstant(clock.now());
  const write = (events: readonly LiveEventRecord[], most: number): boolean => {
    for (const event of events) {
      if (out.writableLength > most) return false;
      const line = liveLineFor(actor(), event, now);
      if (line !== null && !out.destroyed) out.write(frameOf(event, line, actor().kind));
    }
    return true;
  };
  const writeOrEnd = (events: readonly LiveEventRecord[]): void => {
    if (!write(events, MOST_UNSENT_BYTES)) out.destroy();
  };
  // Events that arrive while an audit row is being written; almost always there is none to write.
  let behind: LiveEventRecord[] | null = null;
  const sendInTurn = (events: readonly LiveEventRecord[]): void => {
    if (behind !== null) return void behind.push(...events);
    const row = audited(actor(), events);
    if (row === null) return writeOrEnd(events);
    const waiting: LiveEventRecord[] = (behind = []);
    row.then(
      () => {
        behind = null;
        writeOrEnd(events);
        if (waiting.length > 0) sendInTurn(waiting);
      },
      () => out.destroy(),
    );
  };
  return {
    async send(events, most) {
      await audited(actor(), events);
      return write(events, most);
    },
    sendInTurn,
  };
}

const frames = new WeakMap<LiveEventRecord, Map<string, string>>();

/**
 * The wire form of an event, made once for all who get the same: only customers get another form. A conversation, for
 * example, is made for each reader, because it holds what they may do and have not read.
 */
function frameOf(event: LiveEventRecord, line: LiveLine, kind: Actor['kind']): string {
  const { id, xid } = event.cursor;
  const fresh = () => `id: ${id}-${xid}\nevent: ${line.event}\ndata: ${JSON.stringify(line.data)}\n\n`;
  if (line.forOneReader === true) return fresh();
  const made = frames.get(event) ?? new Map<string, string>();
  frames.set(event, made);
  const key = `${line.event} ${kind}`;
  const frame = made.get(key) ?? fresh();
  made.set(key, frame);
  return frame;
}
