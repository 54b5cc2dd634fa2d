// Owns the making of a request through the API's own functions, at an instant of one's choice: identified, a category
// chosen, its workflow owed by the outbox. Refuses to go over HTTP: whoever needs that has a customer.
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { continueConversation } from '../../api/routes/conversations/continue-conversation.ts';
import { hashToken, newCustomerToken } from '../../api/tokens.ts';
import type { Orm } from '../../db/orm.ts';
import { insertConversation, insertCustomer } from '../../db/write/conversations.ts';
import { markDelivered, waitingOf } from '../../db/write/outbox.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { IntakeInput } from '../../domain/conversation/intake.ts';
import { deliverEntry } from '../../platform/outbox-delivery.ts';

export type SeededRequest = { id: string; workflowId: string; token: string; since: Instant };

export type Seed = {
  category: string;
  /** When the category was chosen; the ladder counts from here. */
  since: Instant;
  /** What the customer identified with. */
  identification?: string;
};

/** A cdek request that waits since an instant, with a customer who can write to it. Its start is in the outbox. */
export async function seedRequest(
  orm: Orm,
  { category, since, identification = '7707083893' }: Seed,
): Promise<SeededRequest> {
  const [id, customerId, token] = [randomUUID(), randomUUID(), newCustomerToken()];
  const em = orm.em.fork();
  return em.transactional(async (tx) => {
    await insertCustomer(tx, { id: customerId, program: 'cdek', tokenHash: hashToken(token) }, since);
    const blank = { previousId: null, intakeStep: 'identification' as const, identification: null };
    await insertConversation(tx, { id, program: 'cdek', customerId, ...blank }, since);
    const say = (input: IntakeInput) => continueConversation(tx, id, { input, dedupeKey: null }, since);
    await say({ kind: 'text', text: identification });
    const chosen = await say({ kind: 'choice', choice: category });
    if ('code' in chosen || chosen.workflowId === null) throw new Error(`the choice ${category} was not taken`);
    return { id, workflowId: chosen.workflowId, token, since };
  });
}

/** Delivers what the outbox owes a workflow, as the API's first try does. */
export async function deliverOwed(
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
