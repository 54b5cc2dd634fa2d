// Open cases are moved to another version of their rules, and back; what is not moved keeps its own.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { later } from '../../domain/calendar/instant.ts';
import { moscow } from '../harness/builders.ts';
import { type Caller, type Careline, startCareline } from '../harness/careline.ts';
import { until } from '../harness/until.ts';

const START = moscow('2031-03-03 10:00');

let system: Careline;
let admin: Caller;
let director: Caller;
beforeAll(async () => {
  system = await startCareline(START);
  [admin, director] = [await system.staff('admin'), await system.staff('director')];
});
afterAll(() => system.stop());

// oxlint-disable-next-line typescript/no-explicit-any -- the document is changed in parts
async function publish(change: (document: any) => void): Promise<number> {
  const { body: versions } = await admin.get('/v1/programs/cdek/versions');
  const base: number = versions.items[0].version;
  const { document } = (await admin.get(`/v1/programs/cdek/versions/${base}`)).body;
  change(document);
  const { id } = (await admin.post('/v1/programs/cdek/drafts', { base, document })).body;
  return (await admin.post(`/v1/drafts/${id}/publish`, {})).body.version;
}

const seen = async (id: string) => (await director.get(`/v1/conversations/${id}`)).body;
const move = (version: number, body: object) => admin.post(`/v1/programs/cdek/versions/${version}/move-cases`, body);
const moveOne = async (version: number, id: string) => {
  const answer = await move(version, { filter: { caseIds: [id] }, dryRun: false });
  await system.relay();
  await until(
    () => seen(id),
    ({ programVersion }) => programVersion === version,
  );
  return answer;
};
const ladder =
  (after: string) => (document: { program: { conversation: { queues: { klo: { ladder: object[] } } } } }) =>
    void Object.assign(document.program.conversation.queues.klo.ladder[0] ?? {}, { after });

describe('a request that waits', () => {
  test('goes by twelve minutes once it is moved, and says so in its timeline', async () => {
    const [moved, kept] = [await system.waitingCustomer('order'), await system.waitingCustomer('order')];
    const version = await publish(ladder('PT12M'));
    const [{ waitingSince }, before] = [await seen(moved.conversationId), await seen(kept.conversationId)];

    const dry = await move(version, { filter: { caseIds: [moved.conversationId] }, dryRun: true });
    expect(dry.body).toMatchObject({ refused: [], left: false });
    expect(dry.body.moved[0].before[0].at).toBe(later(waitingSince, 'PT10M'));
    expect(dry.body.moved[0].after[0].at).toBe(later(waitingSince, 'PT12M'));
    expect(await seen(moved.conversationId)).toMatchObject({ programVersion: 1 });

    expect((await moveOne(version, moved.conversationId)).body.moved).toHaveLength(1);
    const after = await seen(moved.conversationId);
    expect(after.nextAction.at).toBe(later(waitingSince, 'PT12M'));
    expect(await seen(kept.conversationId)).toEqual(before);
    const { past } = (await director.get(`/v1/conversations/${moved.conversationId}/timeline`)).body;
    expect(past.at(-1)).toMatchObject({
      what: 'rules-changed',
      by: 'admin',
      details: { fromVersion: '1', toVersion: `${version}` },
    });

    await system.advance(later(waitingSince, 'PT11M'));
    expect([(await seen(moved.conversationId)).overdue, (await seen(kept.conversationId)).overdue]).toEqual([
      false,
      true,
    ]);
    await system.advance(later(waitingSince, 'PT12M'));
    expect((await seen(moved.conversationId)).overdue).toBe(true);
  });

  test('is moved back by another move, and a second move to the same version finds nothing', async () => {
    const customer = await system.waitingCustomer('order');
    const id = customer.conversationId;
    const { waitingSince, programVersion } = await seen(id);
    await moveOne(1, id);
    expect((await seen(id)).nextAction.at).toBe(later(waitingSince, 'PT10M'));
    expect((await move(1, { filter: { caseIds: [id] }, dryRun: false })).body).toEqual({
      moved: [],
      refused: [],
      left: false,
    });
    await moveOne(programVersion, id);
    expect((await seen(id)).nextAction.at).toBe(later(waitingSince, 'PT12M'));
  });

  test('says what left meanwhile when it is moved back', async () => {
    const customer = await system.waitingCustomer('order');
    const id = customer.conversationId;
    const about = async (version: number) =>
      (await move(version, { filter: { caseIds: [id] }, dryRun: true })).body.moved[0].meanwhile;
    const { waitingSince, programVersion } = await seen(id);
    expect(await about(1)).toBeNull();
    await moveOne(1, id);
    const { since, sent } = await about(programVersion);
    expect(sent).toEqual([]);
    const at = later(waitingSince, 'PT30M');
    await system.advance(at);
    const { past } = (await director.get(`/v1/conversations/${id}/timeline`)).body;
    const texts = past.filter(({ what }: { what: string }) => what === 'no-answer-text-sent');
    expect(texts.length).toBeGreaterThan(0);
    expect(await about(programVersion)).toEqual({
      since,
      sent: texts.map(({ at: left, details }: { at: string; details: { text: string } }) => ({
        ...{ at: left, kind: 'text', what: details.text, status: 'done' },
      })),
    });
  });

  test('is accepted and closed by its new rules', async () => {
    const customer = await system.waitingCustomer('order');
    const id = customer.conversationId;
    await moveOne(1, id);
    const agent = await system.staff('klo-1');
    expect((await agent.post(`/v1/conversations/${id}/accept`)).status).toBe(200);
    const version = await publish(({ program }) => void (program.conversation.replies.overdueAfter = 'PT4M'));
    const { acceptedAt } = await seen(id);
    expect((await seen(id)).nextAction.at).toBe(later(acceptedAt, 'PT10M'));
    await moveOne(version, id);
    expect((await seen(id)).nextAction.at).toBe(later(acceptedAt, 'PT4M'));
    expect((await agent.post(`/v1/conversations/${id}/close`, { disposition: 'waybill' })).status).toBe(200);
    expect((await move(1, { filter: { caseIds: [id] }, dryRun: true })).body.moved).toEqual([]);
  });
});

test('a case whose queue is gone keeps its version', async () => {
  const customer = await system.waitingCustomer('account');
  const version = await publish(({ program: { conversation } }) => {
    conversation.categories = conversation.categories.filter(({ queue }: { queue: string }) => queue !== 'support');
    conversation.intake.fallbackCategory = 'order';
    delete conversation.queues.support;
  });
  const answer = await move(version, { filter: { caseIds: [customer.conversationId] }, dryRun: false });
  expect(answer.body).toMatchObject({ moved: [], refused: [{ caseId: customer.conversationId, after: null }] });
  await system.relay();
  expect((await seen(customer.conversationId)).programVersion).not.toBe(version);
});

test('a package goes on by the grace of the version that it is moved to', async () => {
  const desk = await system.staff('cs-1');
  const booked = await desk.post('/v1/programs/filkhedma/service-packages', {
    customer: { name: 'Mona', phone: '01001234567', address: 'Maadi' },
    visits: [{ startsAt: '2031-03-10T10:00:00.000Z' }],
    ...{ priceMinor: 90_000, currency: 'EGP', payment: 'card' },
  });
  const { id, paymentRequests } = booked.body;
  await system.relay();
  await desk.post(`/v1/sandbox/payment-requests/${paymentRequests[0].id}/pay`);
  const { document } = (await admin.get('/v1/programs/filkhedma/versions/1')).body;
  document.program.servicePackage.chase.ticketAfter = 'PT3H';
  const draft = (await admin.post('/v1/programs/filkhedma/drafts', { base: 1, document })).body;
  await admin.post(`/v1/drafts/${draft.id}/publish`, {});
  const answer = await admin.post('/v1/programs/filkhedma/versions/2/move-cases', { dryRun: false });
  expect(answer.body.moved.map(({ caseId }: { caseId: string }) => caseId)).toContain(id);
  await system.relay();
  const read = async () => (await desk.get(`/v1/service-packages/${id}`)).body;
  await until(read, ({ programVersion }) => programVersion === 2);
  expect((await desk.post(`/v1/service-packages/${id}/cancellation/preview`)).status).toBe(200);
});

test('only those who may change the program move cases', async () => {
  const refused = await director.post('/v1/programs/cdek/versions/1/move-cases', { dryRun: true });
  expect(refused).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  expect((await move(99, { dryRun: true })).status).toBe(404);
  expect((await move(1, {})).status).toBe(400);
});
