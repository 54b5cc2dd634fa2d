// The outbox is empty at the end, and each workflow agrees with its record.
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import proto from '@temporalio/proto';
import type pg from 'pg';
import { outlookQuery } from '../../../workflows/contract.ts';
import { conversationContract } from '../../../workflows/conversation/contract.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import type { Journal, StaffAnswer } from '../journal.ts';

const { EventType } = proto.temporal.api.enums.v1;

/** Faults in outbox and workflows, one sentence each. */
export async function wrongWorkflows(
  client: pg.Client,
  { requests, answers }: Journal,
  temporalAddress: string,
): Promise<string[]> {
  const { rows: waiting } = await client.query<{ workflow_id: string }>(
    'select workflow_id from outbox where delivered_at is null',
  );
  const wrong = waiting.map(({ workflow_id: id }) => `the outbox still has an entry for ${id}`);
  const { rows } = await client.query<{ id: string; stage: string }>(
    `select id, stage from cases where process = 'conversation' and stage <> 'intake'`,
  );
  const chosen = new Set(rows.map(({ id }) => id));
  for (const { conversationId: id } of requests)
    if (!chosen.has(id)) wrong.push(`${id} chose a category and does not wait`);
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const temporal = new Client({ connection });
    for (const { id, stage } of rows) {
      const found = await wrongWorkflow(temporal, id, stage);
      const given = answers.filter(({ conversationId }) => conversationId === id);
      wrong.push(...found.map((sentence) => `${sentence}; its answers: ${given.map(inWords).join(', ')}`));
    }
  } finally {
    await connection.close();
  }
  return wrong;
}

function inWords({ login, act, status, tries, waitedMs, at }: StaffAnswer): string {
  return `${act} by ${login} ${status} in try ${tries} after ${Math.round(waitedMs)} ms at ${toInstant(at)}`;
}

/** The end of a history, to be read after everything has stopped. */
async function told(handle: WorkflowHandle): Promise<string> {
  const { events } = await handle.fetchHistory();
  return (events ?? [])
    .slice(-12)
    .map(
      ({ eventId, eventType }) => `${eventId} ${EventType[eventType ?? 0]?.replace('EVENT_TYPE_', '').toLowerCase()}`,
    )
    .join(', ');
}

async function wrongWorkflow(temporal: Client, id: string, stage: string): Promise<string[]> {
  const handle = temporal.workflow.getHandle(conversationContract.workflowId('cdek', id));
  try {
    const { status } = await handle.describe();
    const expected = stage === 'closed' ? 'COMPLETED' : 'RUNNING';
    if (status.name !== expected) return [`${id} is ${stage} and its workflow ${status.name}: ${await told(handle)}`];
    const { stage: known } = await handle.query(outlookQuery);
    return known === stage ? [] : [`${id} is ${stage} in its record and ${known} in its workflow`];
  } catch (error) {
    return [`the workflow of ${id}, which is ${stage}, cannot be asked: ${String(error)}`];
  }
}
