// Events that need an audit row are sent only after the row is written.
import type { Writable } from 'node:stream';
import type { Orm } from '../../db/orm.ts';
import type { LiveEventRecord } from '../../db/read/live-events.ts';
import type { Actor } from '../../domain/access/actor.ts';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
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

/** An event, and what its reader is told of it. */
type Told = { event: LiveEventRecord; line: LiveLine };

export function senderTo({ orm, clock, actor, out }: Sending): Sender {
  const audited = viewingsOf(orm, clock);
  const now = () => toInstant(clock.now());
  const toldOf = (events: readonly LiveEventRecord[]) => toldTo(actor(), events, now);
  const auditing = (told: readonly Told[]) => audited(actor(), told);
  const write = (told: readonly Told[], most: number): boolean => {
    const { kind } = actor();
    return writeFrames(
      out,
      told.map((one) => frameOf(one, kind)),
      most,
    );
  };
  const writeOrEnd = (told: readonly Told[]): void => {
    if (!write(told, MOST_UNSENT_BYTES)) out.destroy();
  };
  // Events that arrive while an audit row is being written; almost always there is none to write.
  let behind: LiveEventRecord[] | null = null;
  const sendInTurn = (events: readonly LiveEventRecord[]): void => {
    if (behind !== null) return void behind.push(...events);
    const told = toldOf(events);
    const row = auditing(told);
    if (row === null) return writeOrEnd(told);
    const waiting: LiveEventRecord[] = (behind = []);
    row.then(
      () => {
        behind = null;
        // Access may have changed meanwhile.
        writeOrEnd(toldOf(events));
        if (waiting.length > 0) sendInTurn(waiting);
      },
      () => out.destroy(),
    );
  };
  return {
    async send(events, most) {
      await auditing(toldOf(events));
      return events.length === 0 || write(toldOf(events), most);
    },
    sendInTurn,
  };
}

function toldTo(reader: Actor, events: readonly LiveEventRecord[], now: () => Instant): Told[] {
  const told: Told[] = [];
  for (const event of events) {
    const line = liveLineFor(reader, event, now);
    if (line !== null) told.push({ event, line });
  }
  return told;
}

/** Writes frames as one piece, up to the limit. Returns false when a reader has not taken what was written before. */
function writeFrames(out: Writable, frames: readonly string[], most: number): boolean {
  let [piece, unsent] = ['', out.writableLength];
  if (unsent > most) return false;
  let fits = true;
  for (const frame of frames) {
    fits = unsent <= most;
    if (!fits) break;
    piece += frame;
    unsent += Buffer.byteLength(frame);
  }
  if (piece !== '' && !out.destroyed) out.write(piece);
  return fits;
}

const frames = new WeakMap<LiveEventRecord, Map<string, string>>();

/**
 * The wire form of an event, made once for all who get the same: only customers get another form. A conversation, for
 * example, is made for each reader, because it holds what they may do and have not read.
 */
function frameOf({ event, line }: Told, kind: Actor['kind']): string {
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
