// Cases are moved to rules by which their work is given instead of taken, or taken instead of given.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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
async function publish(program: string, change: (document: any) => void): Promise<number> {
  const [{ version: base }] = (await admin.get(`/v1/programs/${program}/versions`)).body.items;
  const { document } = (await admin.get(`/v1/programs/${program}/versions/${base}`)).body;
  change(document);
  const { id } = (await admin.post(`/v1/programs/${program}/drafts`, { base, document })).body;
  return (await admin.post(`/v1/drafts/${id}/publish`, {})).body.version;
}

async function moveTo(program: string, version: number, id: string): Promise<void> {
  const asked = { filter: { caseIds: [id] }, dryRun: false };
  const answer = await admin.post(`/v1/programs/${program}/versions/${version}/move-cases`, asked);
  expect(answer.body.moved).toHaveLength(1);
  await system.relay();
}

const klo = (distribution: 'push' | 'claim') =>
  publish('cdek', ({ program }) => void (program.conversation.queues.klo.distribution = distribution));
const seen = async (id: string) => (await director.get(`/v1/conversations/${id}`)).body;
const whats = async (id: string): Promise<string[]> =>
  (await director.get(`/v1/conversations/${id}/timeline`)).body.past.map(({ what }: { what: string }) => what);
async function atWork(login: string): Promise<Caller> {
  const person = await system.staff(login);
  expect((await person.get('/v1/me')).status).toBe(200);
  await system.relay();
  return person;
}

test('a request that waits to be taken is given once its queue gives requests', async () => {
  const { conversationId: id } = await system.waitingCustomer('order');
  await atWork('klo-1');
  expect(await seen(id)).toMatchObject({ stage: 'waiting', programVersion: 1 });
  await moveTo('cdek', await klo('push'), id);
  const given = await until(
    () => seen(id),
    ({ stage }) => stage === 'assigned',
  );
  expect(given).toMatchObject({ assignee: 'klo-1', programVersion: 2 });
  expect((await whats(id)).slice(-2)).toEqual(['rules-changed', 'assigned']);
});

test('a request that waits for a person at work waits to be taken once its queue gives none', async () => {
  // The person of before is not at work any more.
  await system.advance(moscow('2031-03-03 10:30'));
  const { conversationId: id } = await system.waitingCustomer('order');
  await until(
    () => whats(id),
    (past) => past.includes('no-one-present'),
  );
  const version = await klo('claim');
  await moveTo('cdek', version, id);
  await until(
    () => seen(id),
    ({ programVersion }) => programVersion === version,
  );
  const person = await atWork('klo-2');
  expect(await seen(id)).toMatchObject({ stage: 'waiting', assignee: null });
  const { body } = await person.get(`/v1/conversations/${id}/timeline`);
  expect(body.next.map(({ what }: { what: string }) => what)).not.toContain('assignment');
  await system.advance(moscow('2031-03-04 09:05'));
  expect(await seen(id)).toMatchObject({ stage: 'waiting', assignee: null });
});

test('tickets of a type are given, or are no longer, by the rules that they are moved to', async () => {
  const success = await system.staff('cs-1');
  const type = 'outbound-sales-request';
  const distribute = (distribution: 'push' | 'claim') =>
    publish('filkhedma', ({ program }) => void (program.tickets.types[type].distribution = distribution));
  const opened = async () =>
    (
      await success.post('/v1/programs/filkhedma/tickets', {
        type,
        customer: { name: 'Mona', phone: '+201001234567' },
      })
    ).body.id as string;
  const read = async (id: string) => (await success.get(`/v1/tickets/${id}`)).body;
  const claim = await distribute('claim');
  const id = await opened();
  expect(await read(id)).toMatchObject({ assignee: null, programVersion: claim });
  const push = await distribute('push');
  await moveTo('filkhedma', push, id);
  const given = await until(
    () => read(id),
    ({ assignee }) => assignee !== null,
  );
  expect(given.assignee).toMatch(/^cs-\d$/);
  await moveTo('filkhedma', claim, id);
  await until(
    () => read(id),
    ({ programVersion }) => programVersion === claim,
  );
  // Work that a person has stays theirs.
  expect(await read(id)).toMatchObject({ programVersion: claim, assignee: given.assignee });
});
