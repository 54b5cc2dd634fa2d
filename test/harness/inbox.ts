import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { pino } from 'pino';
import { rows, sql } from '../../db/sql.ts';
import { receiveEvent } from '../../db/write/inbox.ts';
import { appendTimeline } from '../../db/write/timeline.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { type InboxHandler, type InboxHandlers, relayInbox } from '../../worker/inbox-relay.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { type MovedClock, movedClock } from './effects.ts';

/** `acted`: ids of events that the handler finished. `broken` makes the error that it throws after writing. */
export type InboxStage = { database: TestDatabase; clock: MovedClock; acted: string[]; broken: (() => Error) | null };

/** Registers the set-up of a test file with an empty inbox before each test. */
export function inboxStage() {
  const stage = {} as InboxStage;
  beforeAll(async () => void (stage.database = await freshDatabase()));
  beforeEach(async () => {
    Object.assign(stage, { clock: movedClock(), acted: [], broken: null });
    await rows(em(), sql`truncate inbox, timeline_entries`);
  });
  afterAll(() => stage.database.drop());

  const em = () => stage.database.orm.em.fork();
  const now = () => toInstant(stage.clock.now());
  const act: InboxHandler = async (transaction, { caseId, eventId }, at) => {
    await appendTimeline(transaction, caseId ?? randomUUID(), [{ at, what: eventId, by: 'paymob', rule: null }]);
    if (stage.broken !== null) throw stage.broken();
    stage.acted.push(eventId);
  };
  return {
    stage,
    em,
    now,
    receive: (eventId: string, caseId: string | null = randomUUID()) =>
      receiveEvent(em(), { source: 'paymob', eventId, caseId, body: { amountMinor: 500 } }, now()),
    relay: (handlers: InboxHandlers = new Map([['paymob', act]])) =>
      relayInbox({ orm: stage.database.orm, clock: stage.clock, logger: pino({ level: 'silent' }) }, handlers),
    /** Ids of events whose handler's writes were committed. */
    written: async () => {
      const found = await rows<{ what: string }>(em(), sql`select what from timeline_entries order by id`);
      return found.map(({ what }) => what);
    },
  };
}
