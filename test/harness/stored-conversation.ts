// A conversation's row in any state, with its customer's token, without a workflow.
import { randomUUID } from 'node:crypto';
import { hashToken, newCustomerToken } from '../../api/people/tokens.ts';
import type { Orm } from '../../db/orm.ts';
import { insertConversation, insertCustomer } from '../../db/write/conversations.ts';
import { START } from './api.ts';
import { changeRequest } from './case-facts.ts';

export type Stored = { id: string; customerId: string; token: string };

export type Facts = {
  stage: 'intake' | 'waiting' | 'assigned' | 'closed';
  queue: string;
  addressedRoles: string[];
  assignee: string;
  overdue: boolean;
};

/** A conversation of cdek with these facts. By default it waits unassigned in the KLO's queue. */
export async function storeConversation(orm: Orm, facts: Partial<Facts> = {}): Promise<Stored> {
  const { stage = 'waiting', queue = 'klo', addressedRoles = ['klo'], assignee = null, overdue = false } = facts;
  const stored = { id: randomUUID(), customerId: randomUUID(), token: newCustomerToken() };
  const { id, customerId, token } = stored;
  await orm.em.fork().transactional(async (em) => {
    await insertCustomer(em, { id: customerId, program: 'cdek', tokenHash: hashToken(token) }, START);
    const blank = { previousId: null, intakeStep: 'category' as const };
    await insertConversation(em, { id, program: 'cdek', customerId, ...blank }, START);
    if (stage === 'intake') return;
    const visitedQueues = [queue];
    await changeRequest(em, id, { stage, queue, visitedQueues, addressedRoles, assignee, overdue });
  });
  return stored;
}

/** The headers of a customer. */
export function bearer({ token }: Stored): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}
