import type { CasePolicy } from '../../domain/conversation/policy.ts';
import type { ConversationState } from '../../domain/conversation/state.ts';
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';
import { readPolicy } from './policies.ts';

/** A request from its record. @throws Error for an unknown id */
export async function conversationCase(em: Em, id: string): Promise<{ policy: CasePolicy; state: ConversationState }> {
  const found = await row<{ digest: string | null; state: ConversationState | null }>(
    em,
    sql`select policy_digest as digest, state from conversations where id = ${id}::uuid`,
  );
  const policy = await readPolicy<CasePolicy>(em, found?.digest ?? missing(id));
  return { policy, state: found?.state ?? missing(id) };
}

/** The policy that a request keeps. @throws Error for an unknown id */
export async function conversationPolicy(em: Em, id: string): Promise<CasePolicy> {
  return (await conversationCase(em, id)).policy;
}

function missing(id: string): never {
  throw new Error(`there is no request ${id}`);
}
