// A replay by the rules that a case really had says what really happened to it: on the real engine, over days.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { runReplays } from '../../activities/replays.ts';
import { row, sql } from '../../db/sql.ts';
import { later } from '../../domain/calendar/instant.ts';
import { moscow } from '../harness/builders.ts';
import { type Caller, type Careline, startCareline } from '../harness/careline.ts';
import { until } from '../harness/until.ts';

// A Monday.
const START = moscow('2031-03-03 10:00');

let system: Careline;
let admin: Caller;
beforeAll(async () => {
  system = await startCareline(START);
  admin = await system.staff('admin');
});
afterAll(() => system.stop());

/** The result of a draft that changes a title, so both versions are the rules that the cases had. */
async function replayed(program: string) {
  const { document } = (await admin.get(`/v1/programs/${program}/versions/1`)).body;
  const draft = { base: 1, document };
  const { id } = (await admin.post(`/v1/programs/${program}/drafts`, draft)).body;
  const begun = (await admin.post(`/v1/drafts/${id}/replay`, { lastDays: 90 })).body;
  const clock = { now: () => new Date(system.now()) };
  while (await runReplays({ orm: system.database.orm, clock, logger: pino({ level: 'error' }) }));
  return (await admin.get(`/v1/replays/${begun.id}`)).body;
}

/** What the record says of a program's cases. Texts count from the category on. */
const recorded = (program: string) =>
  row<{ overdue: number; texts: number; refunds: number }>(
    system.database.orm.em.fork(),
    sql`select
      (select count(*)::int from timeline_entries e join cases k on k.id = e.case_id where k.program = ${program}
        and (e.what in ('ticket-overdue', 'money-overdue', 'reply-overdue') or e.what = 'escalated' and k.overdue)) as overdue,
      (select count(*)::int from messages m join cases k on k.id = m.conversation_id
        where k.program = ${program} and m.text_id is not null
          and m.seq > (select c.seq from messages c where c.conversation_id = k.id and c.answers = 'category'))
      + (select count(*)::int from outbound_effects o where o.program = ${program} and o.kind = 'sms') as texts,
      (select count(*)::int from refunds f join cases k on k.id = f.package_id where k.program = ${program}) as refunds`,
  );

test('requests: waiting, accepted late, transferred, released, answered, closed', async () => {
  const [waits, late, moved, released] = [
    await system.waitingCustomer('order'),
    await system.waitingCustomer('order'),
    await system.waitingCustomer('account'),
    await system.waitingCustomer('order'),
  ];
  const [klo, support] = [await system.staff('klo-1'), await system.staff('support-1')];
  const at = async (after: string) => system.advance(later(START, after));
  const asked = async (who: Caller, id: string, verb: string, body?: object) => {
    expect((await who.post(`/v1/conversations/${id}/${verb}`, body)).status).toBe(200);
  };
  await at('PT2M');
  await asked(support, moved.conversationId, 'accept');
  await asked(klo, released.conversationId, 'accept');
  await at('PT3M');
  await asked(support, moved.conversationId, 'transfer', { category: 'order' });
  await asked(klo, released.conversationId, 'release');
  await at('PT11M');
  await asked(klo, late.conversationId, 'accept');
  await at('PT14M');
  expect((await klo.post(`/v1/conversations/${late.conversationId}/messages`, { text: 'Hello' })).status).toBe(201);
  expect((await late.post(`/v1/conversations/${late.conversationId}/messages`, { text: 'And?' })).status).toBe(201);
  await at('PT45M');
  await asked(klo, late.conversationId, 'close', { disposition: 'waybill' });
  await at('PT26H');
  expect(waits.conversationId).not.toBe('');

  const { result, total } = await replayed('cdek');
  expect(result).toMatchObject({ cases: total, changed: 0, cannotHold: 0, notReplayed: 0 });
  expect(result.unfit).toEqual({ before: 0, after: 0 });
  const facts = await recorded('cdek');
  expect(result.kinds.text.before).toBe(facts?.texts);
  const escalated = await row<{ count: number }>(
    system.database.orm.em.fork(),
    sql`select count(*)::int as count from timeline_entries where what in ('escalated', 'reply-escalated')`,
  );
  expect(result.kinds.escalation.before).toBe(escalated?.count);
  expect(result.kinds.overdue.before).toBe(facts?.overdue);
});

test('packages: unpaid and cancelled, paid and used, cancelled with a refund, called and not reached', async () => {
  const desk = await system.staff('cs-1');
  const book = async (day: string, payment: string, more: object = {}) => {
    const { body, status } = await desk.post('/v1/programs/filkhedma/service-packages', {
      customer: { name: 'Mona', phone: `0100123${4_000 + (phone += 1)}`, address: 'Maadi' },
      visits: [{ startsAt: `${day}T10:00:00.000Z` }, { startsAt: `${day}T16:00:00.000Z` }],
      ...{ priceMinor: 90_000, currency: 'EGP', payment, ...more },
    });
    expect(status).toBe(201);
    await system.relay();
    return body;
  };
  let phone = 0;
  const followUp = { type: 'outbound-sales-request', customer: { name: 'Mona', phone: '01001239999' } };
  expect((await desk.post('/v1/programs/filkhedma/tickets', followUp)).status).toBe(201);
  const pay = async ({ paymentRequests }: { paymentRequests: { id: string }[] }) => {
    expect((await desk.post(`/v1/sandbox/payment-requests/${paymentRequests[0]?.id}/pay`)).status).toBe(200);
  };
  const [unpaid, used, refunded] = [
    await book('2031-03-12', 'card'),
    await book('2031-03-08', 'card'),
    await book('2031-03-20', 'fawry'),
  ];
  // A request that is paid before its link has left sends none.
  await until(
    async () => (await recorded('filkhedma'))?.texts ?? 0,
    (texts) => texts === 3,
  );
  await pay(used);
  await pay(refunded);
  await system.advance('2031-03-05T09:00:00.000Z');
  const [visit] = refunded.visits;
  const moves = await desk.post(`/v1/service-packages/${refunded.id}/visits/${visit.id}/reschedule`, {
    startsAt: '2031-03-21T10:00:00.000Z',
  });
  expect(moves.status).toBe(200);
  const [ticket] = (await desk.get(`/v1/service-packages/${unpaid.id}`)).body.tickets;
  expect((await desk.post(`/v1/tickets/${ticket}/calls`, { outcome: 'no-answer' })).status).toBe(200);
  await system.advance('2031-03-06T09:00:00.000Z');
  expect((await desk.post(`/v1/service-packages/${refunded.id}/cancellation`)).status).toBe(200);
  await system.advance('2031-03-09T09:00:00.000Z');
  await system.advance('2031-03-14T09:00:00.000Z');

  const { result, total } = await replayed('filkhedma');
  expect(total).toBeGreaterThanOrEqual(3);
  expect(result).toMatchObject({ cases: total, changed: 0, cannotHold: 0, notReplayed: 0 });
  expect(result.unfit).toEqual({ before: 0, after: 0 });
  const facts = await recorded('filkhedma');
  expect(result.kinds.refund.before).toBe(facts?.refunds);
  expect(facts?.refunds).toBe(1);
  expect(result.kinds.overdue.before).toBe(facts?.overdue);
  expect(result.kinds.text.before).toBe(facts?.texts);
  expect(facts?.texts).toBeGreaterThan(3);
});
