// Keys can be added, changed, dropped, forgotten and put back while cases are open. The real Temporal server and
// workflow, with workers of changing settings.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import proto from '@temporalio/proto';
import { NativeConnection, Worker } from '@temporalio/worker';
import { outlookQuery } from '../../workflows/contract.ts';
import { conversationContract } from '../../workflows/conversation/contract.ts';
import { startTemporalDevServer } from '../../bin/stack/temporal-dev-server.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { keyIdOf } from '../../platform/payloads/codec.ts';
import { encryptedBy, type PayloadSetting } from '../../platform/payloads/data-converter.ts';
import { summarised } from '../../platform/case-summary.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { createWorker } from '../../worker/worker.ts';
import { closedAtTheEnd } from '../harness/closing.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { holding } from '../harness/payload-keys.ts';
import { deliverStart, seedRequest } from '../harness/seeded-request.ts';
import { heldTemporalLog } from '../harness/temporal-log.ts';
import { until } from '../harness/until.ts';
import { staff } from '../replay/walk.ts';
import { payloadsIn } from '../../platform/payloads/in-history.ts';

const { EVENT_TYPE_WORKFLOW_TASK_FAILED } = proto.temporal.api.enums.v1.EventType;
const taskQueue = 'careline';
const plain = encryptedBy([]);
const logged = heldTemporalLog();

let database: TestDatabase;
let connection: Connection;
let native: NativeConnection;
let stopServer: () => Promise<void>;
let stopWorker: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  database = await freshDatabase();
  const server = await startTemporalDevServer();
  stopServer = closedAtTheEnd(() => server.stop());
  const { address } = server;
  [connection, native] = await Promise.all([Connection.connect({ address }), NativeConnection.connect({ address })]);
  await registerSearchAttributes(connection, 'default');
});
afterEach(() => stopWorker());
afterAll(async () => {
  await Promise.all([connection.close(), native.close()]);
  await stopServer();
  await database.drop();
});

/** Restarts all processes with other settings. */
async function restart(payloads: PayloadSetting): Promise<void> {
  await stopWorker();
  const { orm } = database;
  const worker = await createWorker({ connection: native, namespace: 'default', taskQueue, orm, ...payloads });
  const running = worker.run();
  stopWorker = closedAtTheEnd(() => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    return running;
  });
}

const clientWith = (payloads: PayloadSetting) =>
  new Client({ connection, interceptors: { workflow: [summarised('https://care.example')] }, ...payloads });

/** A waiting conversation, whose workflow was started by a client with these keys. */
async function waiting(payloads: PayloadSetting): Promise<string> {
  const client = clientWith(payloads);
  const seed = { category: 'order', since: toInstant(systemClock.now()) };
  const request = await seedRequest(database.orm, seed);
  await deliverStart(database.orm, client, taskQueue, request);
  await client.workflow.getHandle(request.workflowId).query(outlookQuery);
  return request.workflowId;
}

const handle = (workflowId: string, payloads: PayloadSetting): WorkflowHandle =>
  clientWith(payloads).workflow.getHandle(workflowId);

function accept(workflowId: string, payloads: PayloadSetting): Promise<unknown> {
  const asked = { command: { kind: 'accept', by: staff('klo-1') } as const, askedAt: toInstant(systemClock.now()) };
  return handle(workflowId, payloads).executeUpdate(conversationContract.update('accept'), {
    ...{ args: [asked] as [typeof asked], updateId: randomUUID() },
  });
}

async function close(workflowId: string, payloads: PayloadSetting): Promise<void> {
  const command = { kind: 'close', by: staff('klo-1'), disposition: 'waybill', noteId: null } as const;
  const asked = { command, askedAt: toInstant(systemClock.now()) };
  await handle(workflowId, payloads).executeUpdate(conversationContract.update('close'), { args: [asked] });
  await handle(workflowId, payloads).result();
}

const stageOf = async (workflowId: string, payloads: PayloadSetting) =>
  (await handle(workflowId, payloads).query(outlookQuery)).stage;

/** The ids of the keys in a history, in order, one for each change; `plain` where there is none. */
async function keysOf(workflowId: string): Promise<string[]> {
  const found = payloadsIn(await handle(workflowId, plain).fetchHistory());
  const own = found.filter(({ path }) => !/searchAttributes|details\.(data|patch-data)/.test(path));
  const ids = own.map(({ payload }) => keyIdOf(payload) ?? 'plain');
  return ids.filter((id, place) => id !== ids[place - 1]);
}

async function replayed(workflowId: string, payloads: PayloadSetting): Promise<unknown> {
  const failureConverterPath = payloads.dataConverter?.failureConverterPath;
  const options = { workflowBundle: await workflowBundle({ failureConverterPath }), ...payloads };
  const histories = [{ workflowId, history: await handle(workflowId, plain).fetchHistory() }];
  for await (const { error } of Worker.runReplayHistories(options, histories)) return error;
  return 'nothing replayed';
}

test('a case that began in plain goes on encrypted, and its whole history replays', async () => {
  await restart(plain);
  const old = await waiting(plain);
  await restart(holding('A'));
  await accept(old, holding('A'));
  await close(old, holding('A'));
  expect(await keysOf(old)).toEqual(['plain', 'A']);
  expect(await replayed(old, holding('A'))).toBeUndefined();
});

test('A, then A and B, then B and A: open cases go on, new payloads carry B; B alone is enough for what carries no A', async () => {
  await restart(holding('A'));
  const old = await waiting(holding('A'));
  await restart(holding('A', 'B'));
  await accept(old, holding('A', 'B'));
  expect(await keysOf(old)).toEqual(['A']);
  // Not all processes are restarted yet: the API already encrypts with B.
  const between = await waiting(holding('B', 'A'));
  expect(await stageOf(between, holding('B', 'A'))).toBe('waiting');

  await restart(holding('B', 'A'));
  await close(old, holding('B', 'A'));
  expect(await keysOf(old)).toEqual(['A', 'B']);
  expect(await replayed(old, holding('B', 'A'))).toBeUndefined();
  const young = await waiting(holding('B', 'A'));

  await restart(holding('B'));
  await accept(young, holding('B'));
  await close(young, holding('B'));
  expect(await keysOf(young)).toEqual(['B']);
  expect(await replayed(young, holding('B'))).toBeUndefined();
  // A closed case is readable with key A.
  const described = await handle(old, holding('B')).describe();
  await expect(described.staticSummary()).rejects.toThrow('no payload key "A"');
  expect(await (await handle(old, holding('B', 'A')).describe()).staticSummary()).toContain('https://care.example/');
  expect(String(await replayed(old, holding('B')))).toMatch(/Error/);
});

test('a key that was forgotten and put back: the case waits meanwhile, others go on, nothing is lost', async () => {
  await restart(holding('A'));
  const old = await waiting(holding('A'));
  await restart(holding('B'));
  const asked = accept(old, holding('B', 'A'));
  const failed = await until(
    async () => (await handle(old, plain).fetchHistory()).events?.find(isFailedTask),
    (event) => event !== undefined,
  );
  // The reason is encrypted with the worker's own key.
  const reason = payloadsIn({ events: failed === undefined ? [] : [failed] });
  expect(reason.map(({ payload }) => keyIdOf(payload))).toEqual(['B']);
  const sentence = 'no payload key "A": a payload was encrypted with it, and CARELINE_PAYLOAD_KEYS does not hold it';
  expect(logged.map(({ meta }) => (meta?.['error'] as Error | undefined)?.message)).toContain(sentence);
  // The worker is still alive and serves other cases.
  const young = await waiting(holding('B'));
  await accept(young, holding('B'));
  expect(await stageOf(young, holding('B'))).toBe('assigned');

  await restart(holding('B', 'A'));
  await asked;
  expect(await stageOf(old, holding('B', 'A'))).toBe('assigned');
  await close(old, holding('B', 'A'));
});

test('another key of the same id is as good as none, and its own is as good as ever', async () => {
  await restart(holding('A'));
  const old = await waiting(holding('A'));
  const wrong = encryptedBy([{ id: 'A', key: Buffer.alloc(32, 1) }]);
  await restart(wrong);
  const asked = accept(old, holding('A'));
  await until(
    async () => (await handle(old, plain).fetchHistory()).events?.find(isFailedTask),
    (event) => event !== undefined,
  );
  await restart(holding('A'));
  await asked;
  expect(await stageOf(old, holding('A'))).toBe('assigned');
});

function isFailedTask({ eventType }: { eventType?: unknown }): boolean {
  return eventType === EVENT_TYPE_WORKFLOW_TASK_FAILED;
}
