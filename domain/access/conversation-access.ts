import type { ConversationPolicy } from '../conversation/policy.ts';
import type { Stage } from '../conversation/state.ts';
import { type Refusal, refusal } from '../refusal.ts';

/** A staff member, with their roles in the conversation's program. */
export type Staff = { login: string; roles: readonly string[] };

/** What access depends on; a subset of the conversation's record. */
export type AccessFacts = {
  stage: Stage;
  queue: string | null;
  visitedQueues: readonly string[];
  addressedRoles: readonly string[];
  assignee: string | null;
  /** The person who works or has worked on the conversation that continues this one; `null` while there is none. */
  continuedBy?: string | null;
};

/**
 * How a person is related to a conversation:
 * `owner` began it as a customer; `assignee` works or has worked on it; `addressed` holds a role that the ladder has
 * reached while it waits; `queue-overseer` sees all of a queue; `program-overseer` sees every request;
 * `successor-assignee` works or has worked on the conversation that continues it, and may read this one (CDEK-24).
 */
export type Relation =
  | 'owner'
  | 'assignee'
  | 'addressed'
  | 'queue-overseer'
  | 'program-overseer'
  | 'successor-assignee';

/** Each action is open to people with one of these relations. Source: CDEK-05, 09, 10, 18, 20, 21, 24. */
export const conversationAccess = {
  'conversation.read': ['owner', 'assignee', 'addressed', 'queue-overseer', 'program-overseer', 'successor-assignee'],
  'conversation.read-messages': ['owner', 'assignee', 'queue-overseer', 'program-overseer', 'successor-assignee'],
  'conversation.write': ['owner', 'assignee'],
  'conversation.accept': ['addressed', 'program-overseer'],
  'conversation.assign': ['queue-overseer', 'program-overseer'],
  'conversation.transfer': ['assignee', 'addressed', 'queue-overseer', 'program-overseer'],
  'conversation.release': ['assignee'],
  'conversation.close': ['assignee'],
  'conversation.rate': ['owner'],
  // CDEK-05: people responsible for the request correct the number; an addressed role only reads it.
  'conversation.identify': ['owner', 'assignee', 'queue-overseer', 'program-overseer'],
} as const satisfies Record<string, readonly Relation[]>;

export type ConversationAction = keyof typeof conversationAccess;

/**
 * All relations of a staff member to a conversation. An intake has none yet. A person without a role in the program has
 * none either, not even to their own former work; lists and the live feed follow the same rule.
 */
export function relationsOf(
  policy: Pick<ConversationPolicy, 'oversight'>,
  staff: Staff,
  facts: AccessFacts,
): Relation[] {
  if (facts.stage === 'intake' || staff.roles.length === 0) return [];
  const relations: Relation[] = [];
  if (facts.stage !== 'waiting' && facts.assignee === staff.login) relations.push('assignee');
  if (facts.stage === 'waiting' && staff.roles.some((role) => facts.addressedRoles.includes(role))) {
    relations.push('addressed');
  }
  if (facts.stage === 'closed' && facts.continuedBy === staff.login) relations.push('successor-assignee');
  // CDEK-20: while it waits only the queue it is in counts; afterwards every queue it has been in.
  const queues = facts.stage === 'waiting' ? [facts.queue ?? ''] : facts.visitedQueues;
  for (const role of staff.roles) {
    const seen = policy.oversight[role];
    if (seen === 'all') relations.push('program-overseer');
    else if (seen?.some((queue) => queues.includes(queue))) relations.push('queue-overseer');
  }
  return relations;
}

/** True when one of the relations opens the action. */
export function isOpen(action: ConversationAction, relations: readonly Relation[]): boolean {
  const allowed: readonly Relation[] = conversationAccess[action];
  return relations.some((relation) => allowed.includes(relation));
}

/** True for a person who may assign requests of a program: one of their roles oversees a queue, or all. */
export function mayAssignIn(policy: Pick<ConversationPolicy, 'oversight'>, { roles }: Staff): boolean {
  return roles.some((role) => {
    const seen = policy.oversight[role] ?? [];
    return seen === 'all' || seen.length > 0;
  });
}

const FOR_THE_ASSIGNEE: readonly ConversationAction[] = [
  'conversation.write',
  'conversation.close',
  'conversation.release',
];

/**
 * Why a person may not do this to a conversation, or `null`. `conversation.read` decides whether they may see it at
 * all.
 */
export function refusalOf(
  policy: Pick<ConversationPolicy, 'oversight'>,
  action: ConversationAction,
  staff: Staff,
  facts: AccessFacts,
): Refusal | null {
  if (isOpen(action, relationsOf(policy, staff, facts))) return null;
  return FOR_THE_ASSIGNEE.includes(action)
    ? refusal('not-assignee', 'only the person who has accepted it may do this', { assignee: facts.assignee })
    : refusal('not-allowed', 'your role may not do this');
}
