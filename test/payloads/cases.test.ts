// Cases run the same with and without encryption, from start to end, and planted values appear in no history either
// way. The whole system with skipped time.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { rows, sql } from '../../db/sql.ts';
import { later } from '../../domain/calendar/instant.ts';
import { keyIdOf } from '../../platform/payloads/codec.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { type Careline, type Customer, startCareline } from '../harness/careline.ts';
import { aPackage, booked, eventually, MONDAY } from '../harness/packages.ts';
import { holding } from '../harness/payload-keys.ts';
import { historyText } from '../replay/histories.ts';
import { heldTemporalLog } from '../harness/temporal-log.ts';
import { readable } from '../replay/readable.ts';
import { payloadsIn } from '../../platform/payloads/in-history.ts';

heldTemporalLog();

/** Values that people type in these cases. */
const planted = {
  inn: '7707083893',
  message: 'Анна Придуманная ждёт звонка на +7 905 123-45-67',
  reason: 'Пётр Вымышленный просит о сверке',
  otherText: 'вернули посылку Анне Придуманной',
  name: aPackage.customer.name,
  phone: '01001234567',
  address: aPackage.customer.address,
  note: 'السيدة منى تفضّل المساء',
};

type Kept = { workflowId: string; history: Awaited<ReturnType<ReturnType<typeof handleOf>['fetchHistory']>> };
const handleOf = (system: Careline, workflowId: string) => system.time.env.client.workflow.getHandle(workflowId);

/** A conversation through all its stages, with each refusal on the way. */
async function aConversation(system: Careline): Promise<Customer> {
  const customer = await system.waitingCustomer('order', planted.inn);
  const path = `/v1/conversations/${customer.conversationId}`;
  await system.advance(later(system.now(), 'PT10M'));
  const [agent, other, director] = await Promise.all(['klo-2', 'klo-3', 'director'].map((one) => system.staff(one)));
  await agent?.post(`${path}/accept`);
  expect(await other?.post(`${path}/accept`)).toMatchObject({ status: 409, body: { code: 'already-accepted' } });
  await customer.post(`${path}/messages`, { text: planted.message });
  await agent?.post(`${path}/transfer`, { category: 'settlements', reason: planted.reason });
  await director?.post(`${path}/accept`);
  const shown = await director?.get(path);
  expect(shown?.body).toMatchObject({ stage: 'assigned', assignee: 'director' });
  const closed = await director?.post(`${path}/close`, { disposition: 'other', otherText: planted.otherText });
  expect(closed?.status).toBe(200);
  return customer;
}

/** A paid package, and the ticket of an unpaid one. */
async function packages(system: Careline): Promise<void> {
  const care = await system.staff('cc-1');
  const { id: packageId, paymentRequests } = await booked(care);
  const paid = await care.post(`/v1/sandbox/payment-requests/${paymentRequests[0].id}/pay`);
  expect(paid.body).toMatchObject({ paid: true });
  await system.advance(later(system.now(), 'PT1M'));
  const shown = await eventually(care, packageId, ({ stage }) => stage === 'active');
  expect(shown.visits).toHaveLength(4);
  const soon = [{ startsAt: later(system.now(), 'PT47H') }];
  const unpaid = await booked(care, { payment: 'later', visits: soon });
  await system.advance(later(system.now(), 'PT1M'));
  const ticket = `/v1/tickets/${unpaid.tickets[0]}`;
  expect((await (await system.staff('cc-2')).post(`${ticket}/take`)).status).toBe(200);
  const call = { outcome: 'no-answer', note: planted.note };
  expect((await (await system.staff('cc-2')).post(`${ticket}/calls`, call)).status).toBe(200);
}

async function histories(system: Careline): Promise<Kept[]> {
  const found = await rows<{ id: string }>(
    system.database.orm.em.fork(),
    sql`select distinct workflow_id as id from outbox order by id`,
  );
  return Promise.all(
    found.map(async ({ id: workflowId }) => ({
      workflowId,
      history: await handleOf(system, workflowId).fetchHistory(),
    })),
  );
}

describe.each([
  ['plain', {}],
  ['encrypted', holding('A')],
])('%s', (name, payloads) => {
  const isEncrypted = name === 'encrypted';
  let system: Careline;
  let customer: Customer;
  let kept: Kept[];
  let text: string;

  beforeAll(async () => {
    system = await startCareline(MONDAY, payloads);
    customer = await aConversation(system);
    await packages(system);
    kept = await histories(system);
    text = kept.map(({ history }) => readable(historyText(history))).join('\n');
  });
  afterAll(() => system.stop());

  test('the cases came to their end', async () => {
    const workflowId = `conversation/cdek/${customer.conversationId}`;
    expect(kept.map(({ workflowId: id }) => id.split('/').slice(0, 2).join('/'))).toEqual(
      expect.arrayContaining(['conversation/cdek', 'service-package/filkhedma']),
    );
    expect((await handleOf(system, workflowId).describe()).status.name).toBe('COMPLETED');
    expect(await handleOf(system, workflowId).query('timetable')).toMatchObject({ stage: 'closed', next: [] });
  });

  test('their histories hold nothing that people wrote', () => {
    expect(text.length).toBeGreaterThan(10_000);
    for (const words of Object.values(planted)) expect([words, text.includes(words)]).toEqual([words, false]);
  });

  test(`what may stand there ${isEncrypted ? 'cannot' : 'can'} be read`, () => {
    const allowed = ['"version":"cdek ', '"workingHours"', '"login":"klo-2"', '"intent":"'];
    for (const words of allowed) expect([words, text.includes(words)]).toEqual([words, !isEncrypted]);
    // A search attribute; docs/encryption.md explains it.
    expect(text).toContain('"klo-2"');
  });

  test('every payload is so, but for search attributes and what the SDK keeps of its own', () => {
    const all = kept.flatMap(({ history }) => payloadsIn(history));
    const plain = all.filter(({ payload }) => keyIdOf(payload) === undefined);
    if (isEncrypted) {
      const own = /^(\w+\.)*searchAttributes\.|^markerRecordedEventAttributes\.details\.(data|patch-data)\./;
      expect(plain.map(({ path }) => path).filter((path) => !own.test(path))).toEqual([]);
    } else expect(plain).toHaveLength(all.length);
    expect(all.length - plain.length > 30).toBe(isEncrypted);
  });

  test('the histories replay', async () => {
    const failureConverterPath = system.time.payloads.dataConverter?.failureConverterPath;
    const bundle = await workflowBundle({ failureConverterPath });
    const replayed = Worker.runReplayHistories({ workflowBundle: bundle, ...system.time.payloads }, kept);
    for await (const { workflowId, error } of replayed) expect([workflowId, error]).toEqual([workflowId, undefined]);
  });
});
