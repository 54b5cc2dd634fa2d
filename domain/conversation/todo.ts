// Owns what people have to do for a conversation: take it, then answer. Refuses to do it.
import { type Instant, isDue, later } from '../calendar/instant.ts';
import type { Todo } from '../timetable.ts';
import type { ConversationPolicy } from './policy.ts';
import { closingDueAt, isReplyOverdue, replyDueAt, type ReplyFacts } from './replies.ts';
import type { Stage } from './state.ts';

type Policy = Pick<ConversationPolicy, 'queues' | 'rules' | 'replies' | 'workingHours' | 'oversight'>;

/** What of a conversation decides who has to do what. */
export type ConversationFacts = {
  stage: Stage;
  queue: string | null;
  waitingSince: Instant | null;
  overdue: boolean;
  addressedRoles: readonly string[];
  assignee: string | null;
} & Pick<ReplyFacts, 'awaitingReplySince' | 'silentSince'>;

/**
 * A waiting request is to be taken by anybody who was addressed. An assigned one is to be answered by who took it while its
 * customer waits, and to be closed once nobody has anything to say.
 */
export function conversationTodo(policy: Policy, facts: ConversationFacts, now: Instant): Todo[] {
  if (facts.stage === 'waiting') return [acceptance(policy, facts, now)];
  if (facts.stage !== 'assigned' || facts.assignee === null) return [];
  const owed = { by: facts.assignee, rule: null, subject: null };
  const closeBy = closingDueAt(policy, facts);
  if (facts.awaitingReplySince === null && closeBy !== null) {
    return [{ what: 'close-request', dueAt: closeBy, overdue: isDue(closeBy, now), ...owed }];
  }
  const dueAt = replyDueAt(policy, facts);
  return [{ what: 'answer-customer', dueAt, overdue: isReplyOverdue(policy, facts, now), ...owed }];
}

// CDEK-13, CDEK-14: it should be taken before the first step of its ladder.
function acceptance(
  { queues, rules }: Pick<ConversationPolicy, 'queues' | 'rules'>,
  { queue, waitingSince, overdue, addressedRoles }: ConversationFacts,
  now: Instant,
): Todo {
  const [first] = queues[queue ?? '']?.ladder ?? [];
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
