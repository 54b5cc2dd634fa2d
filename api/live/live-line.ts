import type { LiveEventRecord } from '../../db/read/live-events.ts';
import type { Actor } from '../../domain/access/actor.ts';
import type { Instant } from '../../domain/calendar/instant.ts';

/** An event's name and data on the wire. `forOneReader`: other readers of the same event get other data. */
export type LiveLine = { event: string; data: object; forOneReader?: true };

/** What a reader is told of an event, or `null` when the reader may not know it. */
export type LineFor = (actor: Actor, event: LiveEventRecord, now: () => Instant) => LiveLine | null;
