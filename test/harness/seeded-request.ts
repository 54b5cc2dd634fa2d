// A conversation made by the API's own functions at a chosen instant: identified, with a category, its workflow start
// in the outbox.
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { conversationContract } from '../../workflows/conversation/contract.ts';
import { continueConversation } from '../../api/routes/conversations/continue-conversation.ts';
import { hashToken, newCustomerToken } from '../../api/people/tokens.ts';
import type { Em, Orm } from '../../db/orm.ts';
import { insertConversation, insertCustomer } from '../../db/write/conversations.ts';
import { markDelivered, waitingOf } from '../../db/write/outbox.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { IntakeInput } from '../../domain/conversation/intake.ts';
import type { ConversationState } from '../../domain/conversation/state.ts';
import { deliverEntry } from '../../platform/outbox-delivery.ts';

export type SeededRequest = { id: string; workflowId: string; token: string; since: Instant };

export type Seed = {
  category: string;
  /** When the category was chosen; the ladder counts from here. */
  since: Instant;
  /** The number that the customer identified with. */
  identification?: string;
};

/** A cdek conversation that has waited since an instant, whose customer can write to it. Its start is in the outbox. */
export async function seedRequest(orm: Orm, { category, since, identification }: Seed): Promise<SeededRequest> {
  return orm.em.fork().transactional(async (tx) => {
    const intake = await openIntake(tx, { since, identification });
    const chosen = await say(tx, intake, { kind: 'choice', choice: category });
    if ('code' in chosen || chosen.workflowId === null) throw new Error(`the choice ${category} was not taken`);
    return intake;
  });
}

/** An intake of cdek whose customer identified at an instant and chooses nothing. */
export function seedIntake(orm: Orm, seed: Omit<Seed, 'category'>): Promise<SeededRequest> {
  return orm.em.fork().transactional((tx) => openIntake(tx, seed));
}

async function openIntake(
  tx: Em,
  { since, identification = '7707083893' }: { since: Instant; identification?: string | undefined },
): Promise<SeededRequest> {
  const [id, customerId, token] = [randomUUID(), randomUUID(), newCustomerToken()];
  const intake = { id, workflowId: conversationContract.workflowId('cdek', id), token, since };
  await insertCustomer(tx, { id: customerId, program: 'cdek', tokenHash: hashToken(token) }, since);
  const blank = { previousId: null, intakeStep: 'identification' as const };
  await insertConversation(tx, { id, program: 'cdek', customerId, ...blank }, since);
  await say(tx, intake, { kind: 'text', text: identification });
  return intake;
}

function say(tx: Em, { id, since }: SeededRequest, input: IntakeInput) {
  return continueConversation(tx, id, { input, dedupeKey: null }, since);
}

/** The state with which a conversation's workflow begins. Its start must still be in the outbox. */
export async function startingState(
  orm: Orm,
  { workflowId }: Pick<SeededRequest, 'workflowId'>,
): Promise<ConversationState> {
  const [start] = await waitingOf(orm.em.fork(), workflowId);
  if (start === undefined) throw new Error('the start is not in the outbox');
  return (start.payload.input as { begin: { state: ConversationState } }).begin.state;
}

/** Delivers a workflow's outbox entries, as the API's first attempt does. */
export async function deliverStart(
  orm: Orm,
  client: Client,
  taskQueue: string,
  { workflowId, since }: SeededRequest,
): Promise<void> {
  const em = orm.em.fork();
  for (const entry of await waitingOf(em, workflowId)) {
    await deliverEntry(client, taskQueue, entry);
    await markDelivered(em, [entry.id], since);
  }
}
