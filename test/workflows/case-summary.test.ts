// The Temporal UI gets a summary once, at the start of a case: only what never changes, and a link to its page.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { ticketContract } from '../../workflows/ticket/contract.ts';
import { packageContract } from '../../workflows/service-package/contract.ts';
import { conversationContract } from '../../workflows/conversation/contract.ts';
import { startTemporalDevServer } from '../../bin/stack/temporal-dev-server.ts';
import { consoleOrigin, summarised } from '../../platform/case-summary.ts';
import { until } from '../harness/until.ts';

const ORIGIN = 'https://care.example';
const ID = '6364112f-2172-4b52-8c24-0b9a234ce8d3';
const taskQueue = 'idle';

let server: Awaited<ReturnType<typeof startTemporalDevServer>>;
let client: Client;
beforeAll(async () => {
  server = await startTemporalDevServer();
  const connection = await Connection.connect({ address: server.address });
  client = new Client({ connection, interceptors: { workflow: [summarised(ORIGIN)] } });
});
afterAll(async () => {
  await client.connection.close();
  await server.stop();
});

const summaryOf = async (workflowId: string) => {
  const described = await client.workflow.getHandle(workflowId).describe();
  return described.staticSummary();
};

test('a request, a package and a ticket: what they are, and a link to their page in the console', async () => {
  const cases = [
    [
      conversationContract.workflowId('cdek', ID),
      `cdek conversation: [open in the console](${ORIGIN}/cases/conversation/${ID})`,
    ],
    [
      packageContract.workflowId('filkhedma', ID),
      `filkhedma service-package: [open in the console](${ORIGIN}/cases/service-package/${ID})`,
    ],
    [
      ticketContract.workflowId('filkhedma', ID),
      `filkhedma ticket: [open in the console](${ORIGIN}/cases/ticket/${ID})`,
    ],
  ] as const;
  for (const [workflowId, summary] of cases) {
    await client.workflow.start('nothing', { taskQueue, workflowId, args: [] });
    await expect(summaryOf(workflowId)).resolves.toBe(summary);
  }
});

test('a case that starts again has it too, by a signal or by an update', async () => {
  const [signalled, updated] = [packageContract.workflowId('a', ID), packageContract.workflowId('b', ID)];
  await client.workflow.signalWithStart('nothing', { taskQueue, workflowId: signalled, args: [], signal: 'told' });
  await expect(summaryOf(signalled)).resolves.toMatch('/cases/service-package/');
  const begun = new WithStartWorkflowOperation('nothing', {
    workflowId: updated,
    taskQueue,
    args: [],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  // No worker runs here, so no answer comes before the case is ended, although it has started.
  const asked = client.workflow.executeUpdateWithStart('ask', { args: [], startWorkflowOperation: begun });
  const outcome = asked.catch((error: unknown) => error);
  await until(
    () => summaryOf(updated).catch(() => undefined),
    (summary) => summary !== undefined,
  );
  await expect(summaryOf(updated)).resolves.toMatch('/cases/service-package/');
  await client.workflow.getHandle(updated).terminate();
  await expect(outcome).resolves.toBeInstanceOf(Error);
});

test('what is no case has none; the origin is the public one, else this machine’s', async () => {
  await client.workflow.start('nothing', { taskQueue, workflowId: 'housekeeping', args: [] });
  await expect(summaryOf('housekeeping')).resolves.toBeUndefined();
  expect(consoleOrigin({ CARELINE_PORT: 8080 })).toBe('http://localhost:8080');
  expect(consoleOrigin({ CARELINE_PORT: 8080, CARELINE_PUBLIC_URL: 'https://care.example/' })).toBe(ORIGIN);
});
