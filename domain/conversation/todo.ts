import { type Instant, isDue, later } from '../calendar/instant.ts';
import type { Todo } from '../timetable.ts';
import type { ConversationPolicy } from './policy.ts';
import { closingDueAt, isReplyOverdue, replyDueAt, type ReplyFacts } from './replies.ts';
import type { Stage } from './state.ts';

type Policy = Pick<ConversationPolicy, 'queues' | 'rules' | 'replies' | 'workingHours' | 'oversight'>;

/** The facts that decide what people have to do for a conversation. */
export type ConversationFacts = {
  stage: Stage;
  queue: string | null;
  waitingSince: Instant | null;
  overdue: boolean;
  addressedRoles: readonly string[];
  assignee: string | null;
} & Pick<ReplyFacts, 'awaitingReplySince' | 'silentSince'>;

/**
 * Any addressed person may take a waiting request. The assignee answers while the customer waits for a reply, and
 * closes the request after a long silence.
 */
export function conversationTodo(policy: Policy, facts: ConversationFacts, now: Instant): Todo[] {
  if (facts.stage === 'waiting') return [acceptance(policy, facts, now)];
  if (facts.stage !== 'assigned' || facts.assignee === null) return [];
  const forAssignee = { by: facts.assignee, rule: null, subject: null };
  const closeBy = closingDueAt(policy, facts);
  if (facts.awaitingReplySince === null && closeBy !== null) {
    return [{ what: 'close-request', dueAt: closeBy, overdue: isDue(closeBy, now), ...forAssignee }];
  }
  const dueAt = replyDueAt(policy, facts);
  return [{ what: 'answer-customer', dueAt, overdue: isReplyOverdue(policy, facts, now), ...forAssignee }];
}

// CDEK-13, CDEK-14: it should be accepted before the first step of its ladder that does more than tell someone.
function acceptance(
  { queues, rules }: Pick<ConversationPolicy, 'queues' | 'rules'>,
  { queue, waitingSince, overdue, addressedRoles }: ConversationFacts,
  now: Instant,
): Todo {
  const first = queues[queue ?? '']?.ladder.find(({ kind }) => kind !== 'notify');
  const dueAt = first === undefined || waitingSince === null ? null : later(waitingSince, first.after);
  return {
    what: 'accept',
    by: [...addressedRoles],
    dueAt,
    overdue: overdue || (dueAt !== null && isDue(dueAt, now)),
    rule: rules.accepted,
    subject: null,
  };
}
