// Owns the check that nothing is owed to Temporal any more, and that each workflow stands where its record does.
import { Client, Connection } from '@temporalio/client';
import type pg from 'pg';
import { conversationWorkflowId, timetableQuery } from '../../../workflows/conversation/contract.ts';
import type { Journal } from '../journal.ts';

/** What is wrong with outbox and workflows, one sentence each. */
export async function wrongWorkflows(
  client: pg.Client,
  { requests }: Journal,
  temporalAddress: string,
): Promise<string[]> {
  const { rows: owed } = await client.query<{ workflow_id: string }>(
    'select workflow_id from outbox where delivered_at is null',
  );
  const wrong = owed.map(({ workflow_id: id }) => `the outbox still owes ${id} something`);
  const { rows } = await client.query<{ id: string; stage: string }>(
    `select id, stage from conversations where stage <> 'intake'`,
  );
  const chosen = new Set(rows.map(({ id }) => id));
  for (const { conversationId: id } of requests)
    if (!chosen.has(id)) wrong.push(`${id} chose a category and does not wait`);
  const connection = await Connection.connect({ address: temporalAddress });
  const temporal = new Client({ connection });
  for (const { id, stage } of rows) wrong.push(...(await wrongWorkflow(temporal, id, stage)));
  await connection.close();
  return wrong;
}

async function wrongWorkflow(temporal: Client, id: string, stage: string): Promise<string[]> {
  const handle = temporal.workflow.getHandle(conversationWorkflowId('cdek', id));
  try {
    const { status } = await handle.describe();
    const expected = stage === 'closed' ? 'COMPLETED' : 'RUNNING';
    if (status.name !== expected) return [`${id} is ${stage} and its workflow ${status.name}`];
    const { stage: known } = await handle.query(timetableQuery);
    return known === stage ? [] : [`${id} is ${stage} in its record and ${known} in its workflow`];
  } catch (error) {
    return [`the workflow of ${id}, which is ${stage}, cannot be asked: ${String(error)}`];
  }
}
