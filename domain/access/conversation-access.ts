// Owns who may do what to a conversation, as one table. Refuses to know how somebody proved who they are.
import type { ConversationPolicy } from '../conversation/policy.ts';
import type { Stage } from '../conversation/state.ts';
import { type Refusal, refusal } from '../refusal.ts';

/** A person of the centre, with the roles held in the conversation's program. */
export type Staff = { login: string; roles: readonly string[] };

/** What access depends on; a subset of the conversation's record. */
export type AccessFacts = {
  stage: Stage;
  queue: string | null;
  visitedQueues: readonly string[];
  addressedRoles: readonly string[];
  assignee: string | null;
  /** Who works or has worked on the conversation that continues it; `null` while nobody does. */
  continuedBy?: string | null;
};

/**
 * How somebody stands to a conversation:
 * `owner` began it as a customer; `assignee` works or has worked on it; `addressed` holds a role that the ladder has
 * reached while it waits; `queue-overseer` sees all of a queue; `program-overseer` sees every request;
 * `successor-assignee` works or has worked on the conversation that continues it, and looks back at what was said (CDEK-24).
 */
export type Relation =
  | 'owner'
  | 'assignee'
  | 'addressed'
  | 'queue-overseer'
  | 'program-overseer'
  | 'successor-assignee';

/** The table: an action is open to whoever has one of these relations. Source: CDEK-05, 09, 10, 18, 20, 21, 24. */
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
  // CDEK-05: whoever answers for the request corrects the number; an addressed role reads it.
  'conversation.identify': ['owner', 'assignee', 'queue-overseer', 'program-overseer'],
} as const satisfies Record<string, readonly Relation[]>;

export type ConversationAction = keyof typeof conversationAccess;

/**
 * Every relation that a person of the centre has to a conversation; an intake is nobody's yet. Whoever holds no role in
 * the program any more has none, not even to what was their own, just as the lists and the live feed say.
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

/** True for whoever may assign requests of a program: a role of theirs oversees one of its queues, or all. */
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

/** Why a person may not do this to a conversation, or `null`. Whether they may even know of it is `conversation.read`. */
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
