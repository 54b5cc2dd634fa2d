// A queue that gives its requests to people at work: each request to one of them, evenly, also many at the same moment.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { moscow } from '../harness/builders.ts';
import { type Caller, type Careline, startCareline } from '../harness/careline.ts';
import { until } from '../harness/until.ts';

const START = moscow('2031-03-03 10:00');

let system: Careline;
let director: Caller;
beforeAll(async () => {
  system = await startCareline(START);
  const admin = await system.staff('admin');
  director = await system.staff('director');
  const { document } = (await admin.get('/v1/programs/cdek/versions/1')).body;
  document.program.conversation.queues.klo.distribution = 'push';
  const { id } = (await admin.post('/v1/programs/cdek/drafts', { base: 1, document })).body;
  expect((await admin.post(`/v1/drafts/${id}/publish`, {})).body.version).toBe(2);
});
afterAll(() => system.stop());

/** Any request of a person says that they are at work; the login itself does not. */
async function atWork(login: string): Promise<Caller> {
  const person = await system.staff(login);
  await person.get('/v1/me');
  await system.relay();
  return person;
}

const seen = async (id: string) => (await director.get(`/v1/conversations/${id}`)).body;
const past = async (id: string): Promise<{ what: string; by: string }[]> =>
  (await director.get(`/v1/conversations/${id}/timeline`)).body.past;
const happened = (id: string, what: string) =>
  until(
    () => past(id),
    (entries) => entries.some((one) => one.what === what),
  );
const givenTo = async (id: string): Promise<string> =>
  (
    await until(
      () => seen(id),
      ({ stage }) => stage === 'assigned',
    )
  ).assignee;

test('with no one at work it waits, goes on with its ladder, and is given to the first who comes', async () => {
  const { conversationId: id } = await system.waitingCustomer('order');
  await happened(id, 'no-one-present');
  expect(await seen(id)).toMatchObject({ stage: 'waiting', nextAction: { what: 'escalation' } });
  await atWork('klo-1');
  expect(await givenTo(id)).toBe('klo-1');
  expect((await past(id)).filter(({ what }) => what === 'assigned')).toMatchObject([{ by: 'careline' }]);
});

test('many at the same moment: each is given once, and no one gets two more than another', async () => {
  await atWork('klo-2');
  const customers = await Promise.all(Array.from({ length: 9 }, () => system.waitingCustomer('order')));
  const given = await Promise.all(customers.map(({ conversationId }) => givenTo(conversationId)));
  // One of them has the request of before.
  expect(given.filter((login) => login === 'klo-1')).toHaveLength(4);
  expect(given.filter((login) => login === 'klo-2')).toHaveLength(5);
  for (const { conversationId } of customers) {
    const assigned = (await past(conversationId)).filter(({ what }) => what === 'assigned');
    expect(assigned).toHaveLength(1);
  }
});

test('what its assignee returns goes to another', async () => {
  const klo = await atWork('klo-1');
  const mine = (await klo.get('/v1/conversations?program=cdek&assignee=me')).body.items;
  const id: string = mine[0].id;
  expect((await klo.post(`/v1/conversations/${id}/release`, {})).status).toBe(200);
  const other = await until(
    () => seen(id),
    ({ assignee }) => assignee !== 'klo-1' && assignee !== null,
  );
  expect(other.assignee).toBe('klo-2');
});

test.each([
  [
    'by an admin, in the list of all people',
    'support-2',
    '11:00',
    (admin: Caller, login: string) =>
      admin.patch(`/v1/people/${login}`, {
        memberships: ['support', 'klo'].map((role) => ({ program: 'cdek', role })),
      }),
  ],
  [
    'in their program',
    'support-1',
    '12:00',
    (admin: Caller, login: string) =>
      admin.put(`/v1/programs/cdek/people/${login}/roles`, { roles: ['support', 'klo'] }),
  ],
] as const)(
  'a role that is given to a person at work %s brings them the requests that wait',
  async (_, login, time, give) => {
    // The people of before are not at work any more.
    await system.advance(moscow(`2031-03-03 ${time}`));
    const { conversationId: id } = await system.waitingCustomer('order');
    await happened(id, 'no-one-present');
    await atWork(login);
    expect(await seen(id)).toMatchObject({ stage: 'waiting' });
    const admin = await system.staff('admin');
    expect((await give(admin, login)).status).toBe(200);
    await system.relay();
    expect(await givenTo(id)).toBe(login);
  },
);
