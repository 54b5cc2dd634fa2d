// The API's first try and the worker's relay both deliver with this. Each of them marks the entry itself.
import {
  type Client,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { TypedSearchAttributes, type SearchAttributePair } from '@temporalio/common';
import type { OutboxEntry } from '../db/write/outbox.ts';
import { searchAttributeKeys } from '../workflows/shared/search-attributes.ts';

/**
 * Starts, signals or updates the workflow of an entry. Repeating does no harm: a workflow id runs only once, and an
 * update has its own id. The caller limits the time.
 * @throws whatever the client throws when Temporal cannot be asked
 */
export async function deliverEntry(client: Client, taskQueue: string, entry: OutboxEntry): Promise<void> {
  if (entry.kind === 'start') return start(client, taskQueue, entry);
  return entry.kind === 'signal' ? signal(client, taskQueue, entry) : update(client, taskQueue, entry);
}

async function start(client: Client, taskQueue: string, { workflowId, payload }: OutboxEntry): Promise<void> {
  try {
    await client.workflow.start(payload.name, {
      taskQueue,
      workflowId,
      args: [payload.input],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      typedSearchAttributes: new TypedSearchAttributes(attributePairs(payload.searchAttributes ?? {})),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

async function signal(client: Client, taskQueue: string, { workflowId, payload }: OutboxEntry): Promise<void> {
  if (payload.start !== undefined) {
    const { name, input } = payload.start;
    const signalled = { signal: payload.name, signalArgs: [payload.input] as [unknown], args: [input] };
    await client.workflow.signalWithStart(name, { taskQueue, workflowId, ...signalled });
    return;
  }
  try {
    await client.workflow.getHandle(workflowId).signal(payload.name, payload.input);
  } catch (error) {
    // The workflow's start was delivered before this entry, so a workflow that is not found has ended: too late to tell
    // it.
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

async function update(client: Client, taskQueue: string, { key, workflowId, payload }: OutboxEntry): Promise<void> {
  const options = { args: [payload.input] as [unknown], updateId: payload.updateId ?? key };
  try {
    if (payload.start === undefined) {
      await client.workflow.getHandle(workflowId).executeUpdate<unknown, [unknown]>(payload.name, options);
    } else {
      const { name, input } = payload.start;
      const startWorkflowOperation = new WithStartWorkflowOperation(name, {
        ...{ workflowId, taskQueue, args: [input], workflowIdConflictPolicy: 'USE_EXISTING' },
      });
      await client.workflow.executeUpdateWithStart(payload.name, { ...options, startWorkflowOperation });
    }
  } catch (error) {
    // The case has refused or has ended: either way it has been told.
    if (!(error instanceof WorkflowUpdateFailedError || error instanceof WorkflowNotFoundError)) throw error;
  }
}

function attributePairs(values: Record<string, unknown>): SearchAttributePair[] {
  return Object.entries(searchAttributeKeys)
    .filter(([name]) => values[name] !== undefined)
    .map(([name, key]) => ({ key, value: values[name] }) as SearchAttributePair);
}
