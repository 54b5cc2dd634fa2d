// Housekeeping deletes each kind of data at its age, oldest first, and nothing that is still needed.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RawBuilder } from 'kysely';
import type { Em } from '../../db/orm.ts';
import { rows, sql } from '../../db/sql.ts';
import { beginFile, insertAttachment, sweepFiles, writeChunk } from '../../db/write/attachments.ts';
import { purgeUpdates, updateInsertion } from '../../db/write/carried-out-updates.ts';
import { answerIdempotencyKey, claimIdempotencyKey, purgeIdempotencyKeys } from '../../db/write/idempotency.ts';
import { purgeProcessedEvents, receiveActedOn, receiveEvent } from '../../db/write/inbox.ts';
import { emitLiveEvents, purgeLiveEvents } from '../../db/write/live-events.ts';
import { countTry, purgeTries } from '../../db/write/login-tries.ts';
import type { Oldest } from '../../db/write/oldest.ts';
import { enqueue, markDelivered, purgeDelivered, waitingOf } from '../../db/write/outbox.ts';
import { insertDraft } from '../../db/write/program-drafts.ts';
import { insertReplay, purgeReplays } from '../../db/write/replays.ts';
import { purgeSessions, readSession, writeSession } from '../../db/write/sessions.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { emptyResult } from '../../domain/replay-result.ts';
import { runHousekeeping } from '../../worker/housekeeping.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { storeConversation } from '../harness/stored-conversation.ts';

let database: TestDatabase;
const now = '2031-03-03T07:00:00.000Z';
const silent = { error: (line: object) => void line };

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const round = () => runHousekeeping({ orm: database.orm, clock: { now: () => new Date(now) }, logger: silent });
const earlier = (than: Instant, duration: string) => later(than, `-${duration}`);

async function idsOf(statement: RawBuilder<{ id: string }>): Promise<string[]> {
  return (await rows(em(), statement)).map(({ id }) => id).toSorted();
}

type Kind = {
  name: string;
  /** How long it is kept, and the function that deletes it. */
  keptFor: string;
  forget(em: Em, oldest: Oldest): Promise<number>;
  /** Makes one that is as old as an instant. Returns its id. */
  make(at: Instant): Promise<string>;
  /** The ids of the remaining ones. */
  left(): Promise<string[]>;
};

async function aCarriedOutUpdate(at: Instant): Promise<string> {
  const id = randomUUID();
  await rows(em(), sql`with header as (select 1) ${updateInsertion({ id, caseId: randomUUID() }, at)}`);
  return id;
}

async function aLiveEvent(at: Instant): Promise<string> {
  const caseId = randomUUID();
  await emitLiveEvents(em(), at, [{ kind: 'conversation', program: 'cdek', caseId }]);
  return caseId;
}

async function aKey(at: Instant): Promise<string> {
  const claim = { key: randomUUID(), fingerprint: 'f', at };
  await claimIdempotencyKey(em(), claim, at);
  await answerIdempotencyKey(em(), claim, { status: 200, body: 'sealed' });
  return claim.key;
}

async function aSession(expiresAt: Instant): Promise<string> {
  const sidHash = randomUUID();
  await writeSession(em(), { sidHash, data: {}, expiresAt, mode: 'begin' });
  return sidHash;
}

async function aTry(at: Instant): Promise<string> {
  const loginHash = randomUUID();
  await countTry(em(), { loginHash, device: '' }, { now: at, forgottenBefore: at });
  return loginHash;
}

async function aFile(at: Instant): Promise<string> {
  const id = randomUUID();
  await beginFile(em(), id, at);
  await writeChunk(em(), id, 0, Buffer.from('x'));
  return id;
}

async function aWaitingStart(at: Instant): Promise<string> {
  const workflowId = randomUUID();
  const payload = { name: 'conversation', input: {} };
  await enqueue(em(), { key: `start/${workflowId}`, kind: 'start', workflowId, payload }, at);
  return workflowId;
}

async function aDeliveredStart(at: Instant): Promise<string> {
  const workflowId = await aWaitingStart(at);
  for (const { id } of await waitingOf(em(), workflowId)) await markDelivered(em(), [id], at);
  return workflowId;
}

const anEvent = () => ({ source: 'paymob', eventId: randomUUID(), caseId: randomUUID(), body: { amountMinor: 500 } });

async function aProcessedEvent(at: Instant): Promise<string> {
  const event = anEvent();
  await receiveActedOn(em(), event, at);
  return event.eventId;
}

async function aRunningReplay(at: Instant): Promise<string> {
  const [id, draftId] = [randomUUID(), randomUUID()];
  await insertDraft(em(), draftId, 'cdek', { name: '', source: {}, base: 1, by: 'admin', at });
  const about = { draftId, draftChangedAt: at, program: 'cdek', base: 1, lastDays: 30, fromAt: at, untilAt: at };
  await insertReplay(em(), { ...about, id, total: 0, result: emptyResult, source: {}, by: 'admin', at });
  return id;
}

async function aReplay(at: Instant): Promise<string> {
  const id = await aRunningReplay(at);
  await rows(em(), sql`update program_replays set status = 'done' where id = ${id}::uuid`);
  return id;
}

const leftReplays = () => idsOf(sql`select id from program_replays`);
const leftInTheInbox = () => idsOf(sql`select event_id as id from inbox where body <> 'null'::jsonb`);
const leftInTheOutbox = () => idsOf(sql`select workflow_id as id from outbox`);
const leftFiles = () => idsOf(sql`select id from stored_files join file_chunks on file_id = id`);

const kinds: Kind[] = [
  {
    ...{ name: 'updates carried out', keptFor: 'PT168H', forget: purgeUpdates, make: aCarriedOutUpdate },
    left: () => idsOf(sql`select update_id as id from carried_out_updates`),
  },
  {
    ...{ name: 'live events', keptFor: 'PT24H', forget: purgeLiveEvents, make: aLiveEvent },
    left: () => idsOf(sql`select case_id as id from live_events`),
  },
  {
    ...{ name: 'idempotency keys', keptFor: 'PT24H', forget: purgeIdempotencyKeys, make: aKey },
    left: () => idsOf(sql`select key as id from idempotency_keys`),
  },
  {
    ...{ name: 'sessions that have run out', keptFor: 'PT0S', forget: purgeSessions, make: aSession },
    left: () => idsOf(sql`select sid as id from sessions`),
  },
  {
    ...{ name: 'tries to log in', keptFor: 'PT24H', forget: purgeTries, make: aTry },
    left: () => idsOf(sql`select login_hash as id from login_tries`),
  },
  { name: 'unclaimed files', keptFor: 'PT24H', forget: sweepFiles, make: aFile, left: leftFiles },
  {
    ...{ name: 'delivered entries', keptFor: 'PT168H', forget: purgeDelivered, make: aDeliveredStart },
    left: leftInTheOutbox,
  },
  {
    ...{ name: 'processed events', keptFor: 'PT720H', forget: purgeProcessedEvents, make: aProcessedEvent },
    left: leftInTheInbox,
  },
  { name: 'replays of drafts', keptFor: 'PT720H', forget: purgeReplays, make: aReplay, left: leftReplays },
];

describe.each(kinds)('$name', ({ keptFor, forget, make, left }) => {
  const limit = earlier(now, keptFor);

  test(`are forgotten after ${keptFor}, and not a millisecond before`, async () => {
    await make(earlier(limit, 'PT1H'));
    await make(earlier(limit, 'PT0.001S'));
    const kept = [await make(limit), await make(later(limit, 'PT0.001S')), await make(later(limit, 'PT1H'))];
    await round();
    expect(await left()).toEqual(kept.toSorted());
  });

  test('are forgotten oldest first, so many at once', async () => {
    const [third, first, second] = [
      await make(earlier(limit, 'PT1H')),
      await make(earlier(limit, 'PT3H')),
      await make(earlier(limit, 'PT2H')),
    ];
    const before = await left();
    const without = (...gone: string[]) => before.filter((id) => !gone.includes(id));
    const one = { before: limit, most: 1 };
    expect([await forget(em(), one), await left()]).toEqual([1, without(first)]);
    expect([await forget(em(), one), await left()]).toEqual([1, without(first, second)]);
    expect([await forget(em(), one), await left()]).toEqual([1, without(first, second, third)]);
    expect(await forget(em(), one)).toBe(0);
  });
});

describe('things that are kept at any age', () => {
  const longAgo = earlier(now, 'PT9000H');

  test('a file that a message has, with its pieces; it does not keep those that no message has', async () => {
    const before = await leftFiles();
    const claimed = await aFile(longAgo);
    await claim(em(), claimed);
    await aFile(longAgo);
    await round();
    expect(await leftFiles()).toEqual([...before, claimed].toSorted());
  });

  test('a file that a message gets at the same moment', async () => {
    const id = await aFile(longAgo);
    await roundDuring((tx) => claim(tx, id));
    expect(await leftFiles()).toContain(id);
  });

  test('a session that is prolonged at the same moment', async () => {
    const sidHash = await aSession(earlier(now, 'PT1H'));
    const prolonged = { sidHash, data: {}, expiresAt: later(now, 'PT12H'), mode: 'continue' as const };
    await roundDuring((tx) => writeSession(tx, prolonged));
    expect(await readSession(em(), sidHash, now)).toEqual({});
  });

  test('a replay that still runs', async () => {
    const id = await aRunningReplay(longAgo);
    await round();
    expect(await leftReplays()).toContain(id);
  });

  test('an entry that is not delivered yet', async () => {
    const workflowId = await aWaitingStart(longAgo);
    await round();
    expect(await leftInTheOutbox()).toContain(workflowId);
  });

  test('an event that waits or is in quarantine, and the name of one that was processed', async () => {
    const [waiting, quarantined] = [anEvent(), anEvent()];
    for (const event of [waiting, quarantined]) await receiveEvent(em(), event, longAgo);
    await rows(
      em(),
      sql`update inbox set quarantined_at = ${longAgo}::timestamptz where event_id = ${quarantined.eventId}`,
    );
    const processed = await aProcessedEvent(longAgo);
    await round();
    expect(await leftInTheInbox()).toEqual(expect.arrayContaining([waiting.eventId, quarantined.eventId]));
    expect(await receiveEvent(em(), { ...anEvent(), eventId: processed }, now)).toBe(false);
  });
});

/** Makes a file the attachment of a message. */
async function claim(tx: Em, id: string): Promise<void> {
  const { id: conversationId } = await storeConversation(database.orm);
  const messageId = randomUUID();
  await rows(
    tx,
    sql`insert into messages (id, conversation_id, seq, at, author, text)
      values (${messageId}::uuid, ${conversationId}::uuid, 1, ${now}::timestamptz, 'customer', '')`,
  );
  const file = { name: 'x.txt', type: 'text/plain', size: 1, sha256: 'x' };
  await insertAttachment(tx, { id, conversationId, messageId, ...file }, now);
}

/** A round that reaches rows which a transaction is just changing, and waits for it. */
async function roundDuring(change: (tx: Em) => Promise<void>): Promise<void> {
  const tx = em();
  await tx.begin();
  await change(tx);
  const forgetting = round();
  try {
    await untilBlocked(database.orm, 1);
  } finally {
    await tx.commit();
  }
  await forgetting;
}
