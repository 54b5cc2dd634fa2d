// A choice of a person for a request may be answered late, after a killed worker or an outage. Real API and worker.
import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Orm } from '../../db/orm.ts';
import { moscow } from '../harness/builders.ts';
import { type Caller, type Careline, startCareline } from '../harness/careline.ts';
import { keptCases } from '../harness/kept-cases.ts';
import { until } from '../harness/until.ts';
import { conversationContract } from '../../workflows/conversation/contract.ts';

const START = moscow('2031-03-03 10:00');

type Choose = ReturnType<typeof keptCases>['chooseAssignees'];
type Chosen = Awaited<ReturnType<Choose>>;

/** What happens to a choice after it was made and before the case hears of it. `id`: the same for its repetitions. */
let afterChoice: (choice: { id: string; isLocal: boolean }) => Promise<void>;
const choices = new Map<string, Chosen>();

/** A choice is made once, so that a repetition is answered as the first time. */
async function chooseOnce(orm: Orm, asked: Parameters<Choose>[0]): Promise<Chosen> {
  const { activityId, isLocal } = activityInfo();
  const id = `${isLocal ? 'at once' : 'queued'} ${activityId}`;
  const chosen = choices.get(id) ?? (await keptCases(orm).chooseAssignees(asked));
  choices.set(id, chosen);
  await afterChoice({ id, isLocal });
  return chosen;
}

let system: Careline;
let director: Caller;
beforeAll(async () => {
  system = await startCareline(START, {
    inFront: (orm) => ({ chooseAssignees: (asked: Parameters<Choose>[0]) => chooseOnce(orm, asked) }),
  });
  director = await system.staff('director');
  await publish('push');
});
beforeEach(() => {
  choices.clear();
  afterChoice = async () => undefined;
});
afterAll(() => system.stop());

async function publish(distribution: 'push' | 'claim'): Promise<number> {
  const admin = await system.staff('admin');
  const [{ version: base }] = (await admin.get('/v1/programs/cdek/versions')).body.items;
  const { document } = (await admin.get(`/v1/programs/cdek/versions/${base}`)).body;
  document.program.conversation.queues.klo.distribution = distribution;
  const { id } = (await admin.post('/v1/programs/cdek/drafts', { base, document })).body;
  return (await admin.post(`/v1/drafts/${id}/publish`, {})).body.version;
}

async function atWork(login: string): Promise<Caller> {
  const person = await system.staff(login);
  expect((await person.get('/v1/me')).status).toBe(200);
  return person;
}

const seen = async (id: string) => (await director.get(`/v1/conversations/${id}`)).body;
const happened = async (id: string): Promise<string[]> =>
  (await director.get(`/v1/conversations/${id}/timeline`)).body.past.map(({ what }: { what: string }) => what);
/** So many choices were made through the task queue. */
const chosen = (wanted: number) =>
  until(
    () => [...choices.keys()].filter((id) => id.startsWith('queued')).length,
    (made) => made >= wanted,
  );

/** A request whose workflow may still be choosing. */
async function newRequest(): Promise<string> {
  const customer = await system.customer();
  const path = `/v1/conversations/${customer.conversationId}/messages`;
  await customer.post(path, { text: '7707083893' });
  expect((await customer.post(path, { choice: 'order' })).status).toBe(201);
  return customer.conversationId;
}

function gate(): { opened: Promise<void>; open(): void } {
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** The activities of a case that its workflow knows as completed. */
async function completed(id: string): Promise<number> {
  const workflow = system.time.env.client.workflow.getHandle(conversationContract.workflowId('cdek', id));
  const { events } = await workflow.fetchHistory();
  return (events ?? []).filter(({ activityTaskCompletedEventAttributes: done }) => Boolean(done)).length;
}

test('FK-04 a late answer that no one is there leaves a newer wait alone: its own choice counts', async () => {
  const gates = [gate(), gate()];
  const order: string[] = [];
  // The worker dies at the first call; the repeated one goes through the task queue, so the case moves meanwhile.
  afterChoice = async ({ id, isLocal }) => {
    if (isLocal) throw ApplicationFailure.nonRetryable('the worker was killed');
    if (!order.includes(id)) order.push(id);
    await gates[order.indexOf(id)]?.opened;
  };
  const id = await newRequest();
  await chosen(1);
  const [taker] = [await atWork('klo-1'), await atWork('klo-2')];
  expect((await taker.post(`/v1/conversations/${id}/accept`)).status).toBe(200);
  expect((await taker.post(`/v1/conversations/${id}/release`, {})).status).toBe(200);
  await chosen(2);
  gates[0]?.open();
  await until(
    () => completed(id),
    (done) => done >= 1,
  );
  gates[1]?.open();
  await until(
    () => completed(id),
    (done) => done >= 2,
  );
  expect(
    await until(
      () => seen(id),
      ({ stage }) => stage === 'assigned',
    ),
  ).toMatchObject({ assignee: 'klo-2' });
  expect(await happened(id)).not.toContain('no-one-present');
});

test('FK-04 a person who comes between the choice and its answer gets the request', async () => {
  // The people of before are not at work any more.
  await system.advance(moscow('2031-03-03 10:30'));
  let isFirst = true;
  afterChoice = async () => {
    if (!isFirst) return;
    isFirst = false;
    await atWork('klo-3');
    await system.relay();
  };
  const id = await newRequest();
  const given = await until(
    () => seen(id),
    ({ stage }) => stage === 'assigned',
  );
  expect(given).toMatchObject({ assignee: 'klo-3' });
});
