import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { isMessageOfAnother, messageNamedFor } from '../../db/read/sms-references.ts';
import { rows, sql } from '../../db/sql.ts';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import { receiveEvent } from '../../db/write/inbox.ts';
import { inboxHandlers } from '../../worker/inbox-handlers.ts';
import { relayInbox } from '../../worker/inbox-relay.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { movedClock } from '../harness/effects.ts';
import { ledgerRows } from '../harness/ledger-rows.ts';
import { bookPackage } from '../harness/vendors/bought-package.ts';

const clock = movedClock();
let database: TestDatabase;
beforeAll(async () => void (database = await freshDatabase()));
beforeEach(() => rows(em(), sql`truncate inbox, live_events`));
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const at = () => clock.now().toISOString();
const receive = (source: string, eventId: string, body: unknown) =>
  receiveEvent(em(), { source, eventId, caseId: null, body }, at());
const relay = () => relayInbox({ orm: database.orm, clock, logger: pino({ level: 'silent' }) }, inboxHandlers({}));
const told = () => rows<{ kind: string }>(em(), sql`select kind from live_events order by id`);

/** An SMS that may have left, without any news. */
async function anSmsInDoubt(status: 'sending' | 'unknown') {
  const ledger = effectLedger(database.orm);
  const begun = await ledgerRows(() => ledger).begun({ at: at() });
  if (status === 'unknown') await ledger.settle(begun, { status: 'unknown', code: 'timeout' }, at());
  await rows(em(), sql`truncate live_events`);
  return begun.id;
}
const report = (effectId: string | null, sid: string, delivery: 'delivered' | 'failed' | null = null) =>
  receive('twilio', `${sid}/${delivery}`, { effectId, sid, status: delivery ?? 'queued', delivery, errorCode: null });

test.each(['sending', 'unknown'] as const)(
  'a report on an SMS that is %s proves its acceptance; the console hears of it',
  async (status) => {
    const effectId = await anSmsInDoubt(status);
    await report(effectId, 'SM1');
    expect(await relay()).toBe(1);
    const recorded = () =>
      rows(em(), sql`select status, provider_ref as ref, delivery from outbound_effects where id = ${effectId}::uuid`);
    expect(await recorded()).toEqual([{ status: 'done', ref: 'SM1', delivery: null }]);
    await report(effectId, 'SM1', 'delivered');
    await report(effectId, 'SM1', 'failed');
    await relay();
    expect(await recorded()).toEqual([{ status: 'done', ref: 'SM1', delivery: 'delivered' }]);
    expect(await told()).toEqual([{ kind: 'service-package' }, { kind: 'service-package' }]);
  },
);

test('a report on a message that no effect has sent changes nothing', async () => {
  await report(null, 'SM8');
  await report('not an id', 'SM9');
  expect([await relay(), await told()]).toEqual([2, []]);
});

test('an SMS in doubt is recognised by a report that still waits, and no other effect takes it for its own', async () => {
  const [effectId, other] = [await anSmsInDoubt('unknown'), await anSmsInDoubt('unknown')];
  expect(await messageNamedFor(em(), effectId, 'twilio')).toBeNull();
  await report(effectId, 'SM5');
  expect([await messageNamedFor(em(), effectId, 'twilio'), await messageNamedFor(em(), other, 'twilio')]).toEqual([
    'SM5',
    null,
  ]);
  const belongs = async () => [
    await isMessageOfAnother(em(), 'SM5', effectId, 'twilio'),
    await isMessageOfAnother(em(), 'SM5', other, 'twilio'),
  ];
  expect(await belongs()).toEqual([false, true]);
  await relay();
  expect(await messageNamedFor(em(), effectId, 'twilio')).toBe('SM5');
  expect(await belongs()).toEqual([false, true]);
});

test('a help desk that agrees changes nothing; another status is in the timeline', async () => {
  const { id } = await bookPackage(database.orm, 'later');
  await rows(
    em(),
    sql`update tickets set helpdesk_ref = '71' from cases k where tickets.id = k.id and k.owner_id = ${id}::uuid`,
  );
  await rows(em(), sql`truncate live_events`);
  await receive('freshdesk', '1', { eventId: '1', ticketId: '71', status: 'Open' });
  await receive('freshdesk', '2', { eventId: '2', ticketId: '71', status: 'Closed' });
  await receive('freshdesk', '3', { eventId: '3', ticketId: '72', status: 'Closed' });
  expect(await relay()).toBe(3);
  const entries = await rows(
    em(),
    sql`select by, details->>'status' as status from timeline_entries where what = 'helpdesk-differs'`,
  );
  expect(entries).toEqual([{ by: 'helpdesk', status: 'closed' }]);
  expect(await told()).toEqual([{ kind: 'ticket' }]);
});

test('the ticket that a help desk tells of is found by index, as a prepared statement too', async () => {
  const plan = await em().transactional(async (tx) => {
    for (const setting of ['enable_seqscan = off', 'plan_cache_mode = force_generic_plan']) {
      await tx.execute(`set local ${setting}`);
    }
    return rows(tx, sql`explain select id from tickets where helpdesk_ref = ${'71'} limit 1`);
  });
  expect(JSON.stringify(plan)).toContain('tickets_by_helpdesk_ref');
});
