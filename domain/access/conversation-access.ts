import type { ConversationPolicy } from '../conversation/policy.ts';
import { conversationKeys } from '../conversation/scopes.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { kindOf, opened, type Scope } from './scopes.ts';

/** A staff member, with their roles in the conversation's program. */
export type Staff = { login: string; roles: readonly string[] };

/** What access depends on; a subset of the conversation's record. An intake has no scopes. */
export type AccessFacts = { scopes: readonly Scope[]; assignee: string | null };

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

/** True for what follows the program's rules of today (decision 0024); the rest follows those that the case keeps. */
export function isReading(action: ConversationAction): boolean {
  return action === 'conversation.read' || action === 'conversation.read-messages';
}

type Scoped = Pick<AccessFacts, 'scopes'>;

const ADDRESSED: readonly string[] = ['addressed', 'was-addressed'];

const RELATIONS: Readonly<Record<string, Relation>> = {
  program: 'program-overseer',
  abandoned: 'program-overseer',
  queue: 'queue-overseer',
  addressed: 'addressed',
  assignee: 'assignee',
  successor: 'successor-assignee',
};

/** All relations of a staff member to a conversation: one for each of its scopes that their keys open. */
export function relationsOf(
  policy: Pick<ConversationPolicy, 'oversight'>,
  staff: Staff,
  { scopes }: Scoped,
): Relation[] {
  const kinds = opened(scopes, conversationKeys(policy, staff)).map(kindOf);
  return [...new Set(kinds)].flatMap((kind) => RELATIONS[kind] ?? []);
}

/** The same as `isOpen` of all relations, for keys that are already known. */
export function isOpenBy(keys: ReadonlySet<Scope>, action: ConversationAction, { scopes }: Scoped): boolean {
  const allowed: readonly Relation[] = conversationAccess[action];
  return scopes.some((scope) => {
    const relation = keys.has(scope) ? RELATIONS[kindOf(scope)] : undefined;
    return relation !== undefined && allowed.includes(relation);
  });
}

/** True for a person who was addressed while the request waited. */
export function wasAddressed(policy: Pick<ConversationPolicy, 'oversight'>, staff: Staff, { scopes }: Scoped): boolean {
  return opened(scopes, conversationKeys(policy, staff)).some((scope) => ADDRESSED.includes(kindOf(scope)));
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
