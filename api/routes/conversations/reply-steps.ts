import type { Em } from '../../../db/orm.ts';
import { readReplyFacts } from '../../../db/write/conversation-clock.ts';
import type { CasePolicy } from '../../../domain/conversation/policy.ts';
import { repliesAhead } from '../../../domain/conversation/replies.ts';
import type { AnnouncedStep } from '../../../domain/timetable.ts';

/** The steps of an accepted request by any policy; `null` for one whose state alone decides. */
export async function replyStepsOf(em: Em, id: string): Promise<((policy: object) => readonly AnnouncedStep[]) | null> {
  const ahead = repliesAhead(await readReplyFacts(em, id));
  return ahead && ((policy) => ahead(policy as CasePolicy));
}
