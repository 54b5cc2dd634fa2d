import type { Assignment } from '../../domain/distribution.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';

/** Stores for whom a request is meant, until its next move. */
export async function keepConversationMeantFor(
  em: Em,
  conversationId: string,
  [assignment]: readonly Assignment[],
): Promise<void> {
  await rows(
    em,
    sql`update conversations set meant_for = ${assignment?.login ?? null} from cases k
      where conversations.id = ${conversationId}::uuid and k.id = conversations.id and k.assignee is null`,
  );
}
