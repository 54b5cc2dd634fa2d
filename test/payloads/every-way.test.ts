// Temporal stores no readable value of a workflow, whichever way it is passed. Without encryption all of it can be
// read. On the real server.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, WorkflowFailedError, type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import type { PayloadSetting } from '../../platform/payloads/data-converter.ts';
import { holding } from '../harness/payload-keys.ts';
import { until } from '../harness/until.ts';
import { historyText } from '../replay/histories.ts';
import { readable } from '../replay/readable.ts';
import type { probe } from './probe.ts';
import { aQueue, type Probing, startProbing } from './probing.ts';

const PLANTED = 'Анна Придуманная';
const SUMMARY = `the case of ${PLANTED}`;

let probing: Probing;
beforeAll(async () => {
  probing = await startProbing();
});
afterAll(() => probing.stop());

type Life = { workflowId: string; client: Client; handle: WorkflowHandle<typeof probe>; answers: unknown[] };

/** Starts a probe and sends it every kind of question. */
async function begin(taskQueue: string, payloads: PayloadSetting): Promise<Life> {
  const client = probing.client(payloads);
  const handle = await client.workflow.start<typeof probe>('probe', {
    ...{ taskQueue, workflowId: taskQueue, args: [PLANTED] },
    ...{ memo: { first: PLANTED }, staticSummary: SUMMARY, staticDetails: SUMMARY },
  });
  await handle.signal('told', PLANTED);
  const updated = await handle.executeUpdate<string, [string]>('asked', { args: [PLANTED] });
  const no = await handle.executeUpdate('refused', { args: [PLANTED] }).catch((error: unknown) => error);
  const refusal = no instanceof WorkflowUpdateFailedError ? no.cause : undefined;
  const said = refusal instanceof ApplicationFailure ? [refusal.type, refusal.message, refusal.details] : [];
  return { workflowId: taskQueue, client, handle, answers: [updated, said] };
}

/** Everything that the server returns about a workflow and its child, as text. */
async function kept({ client, handle, workflowId }: Life): Promise<string> {
  const history = await handle.fetchHistory();
  const [childId = ''] = (history.events ?? []).flatMap(
    ({ childWorkflowExecutionStartedEventAttributes: started }) => started?.workflowExecution?.workflowId ?? [],
  );
  const childs = await client.workflow.getHandle(childId).fetchHistory();
  const ask = (queryType: string) =>
    client.workflowService.queryWorkflow({ namespace: 'default', execution: { workflowId }, query: { queryType } });
  const described = await client.workflowService.describeWorkflowExecution({
    ...{ namespace: 'default', execution: { workflowId } },
  });
  const answers = [described, await ask('seen'), await ask('__temporal_workflow_metadata')];
  return [...[history, childs].map(historyText), ...answers.map(textOf)].map(readable).join('\n');
}

const textOf = (message: object) =>
  JSON.stringify(message, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );

const settings: [string, PayloadSetting][] = [
  ['plain', {}],
  ['encrypted', holding('A')],
];

describe.each(settings)('%s payloads', (name, payloads) => {
  const taskQueue = aQueue();
  let life: Life;
  let stopWorker: () => Promise<void>;

  beforeAll(async () => {
    stopWorker = await probing.work(taskQueue, payloads);
    life = await begin(taskQueue, payloads);
  });
  afterAll(() => stopWorker());

  test('arrive: the answers, the refusal and the failure say what they said', async () => {
    expect(life.answers).toEqual([`heard ${PLANTED}`, ['probe-no', `no to ${PLANTED}`, [PLANTED]]]);
    const values = await until(
      () => life.handle.query<string[], [string]>('seen', 'x'),
      (seen) => seen.length === 7,
    );
    expect(values.toSorted()).toEqual(
      [PLANTED, PLANTED, PLANTED, PLANTED, `beaten ${PLANTED}`, `child of ${PLANTED}`, 'x'].toSorted(),
    );
    const described = await life.handle.describe();
    expect([await described.staticSummary(), await described.staticDetails()]).toEqual([SUMMARY, SUMMARY]);
    expect(described.memo).toEqual({ first: PLANTED, kept: PLANTED });
  });

  test(`${name === 'plain' ? 'can' : 'cannot'} be read in what Temporal keeps`, async () => {
    const { handle, client, workflowId } = life;
    await handle.signal('end', 'continue');
    const next = client.workflow.getHandle<typeof probe>(workflowId);
    const firstRun = await kept(life);
    await until(
      () => next.query<string[], [string]>('seen', 'x'),
      (seen) => seen[0] === `${PLANTED} continue` && seen.length === 4,
    );
    await next.signal('end', 'throw');
    const failed: unknown = await next.result().catch((error: unknown) => error);
    const cause = failed instanceof WorkflowFailedError ? failed.cause : undefined;
    expect(cause).toMatchObject({ message: `failed with ${PLANTED} continue`, details: [`${PLANTED} continue`] });
    const text = firstRun + (await kept({ ...life, handle: next }));
    const found = ['Анна', 'Придуманная', 'failed with', 'no beat of', 'slept over', 'details: '];
    for (const words of found) expect([words, text.includes(words)]).toEqual([words, name === 'plain']);
    // docs/encryption.md lists these as readable.
    const stays = ['"name":"probe"', 'probe-failure', 'probe-beat', '"signalName":"told"', '"name":"asked"', '"kept":'];
    for (const words of stays) expect([words, text.includes(words)]).toEqual([words, true]);
  });

  test('replay', async () => {
    const { handle, workflowId } = life;
    const histories = [{ workflowId, history: await handle.fetchHistory() }];
    const workflowBundle = await probing.bundleFor(payloads);
    const replayed = Worker.runReplayHistories({ workflowBundle, ...payloads }, histories);
    for await (const { error } of replayed) expect(error).toBeUndefined();
  });
});
