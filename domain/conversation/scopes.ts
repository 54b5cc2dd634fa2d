import { type Scope, WHOLE_PROGRAM } from '../access/scopes.ts';
import type { ConversationPolicy } from './policy.ts';
import type { ConversationState } from './state.ts';

/** A conversation that ended as an intake: it was in no queue and had no assignee. */
export const ABANDONED: Scope = 'abandoned';

/**
 * CDEK-20: while a request waits, only its present queue counts; afterwards every queue it has been in. An intake has no
 * scopes.
 */
export function conversationScopes({
  stage,
  queue,
  visitedQueues,
  addressedRoles,
  assignee,
}: Pick<ConversationState, 'stage' | 'queue' | 'visitedQueues' | 'addressedRoles' | 'assignee'>): Scope[] {
  if (stage === 'waiting') {
    return [WHOLE_PROGRAM, `queue:${queue}`, ...addressedRoles.map((role) => `addressed:${role}`)];
  }
  return [
    WHOLE_PROGRAM,
    ...visitedQueues.map((visited) => `queue:${visited}`),
    ...addressedRoles.map((role) => `was-addressed:${role}`),
    ...(assignee === null ? [] : [`assignee:${assignee}`]),
  ];
}

/** CDEK-24: the scope of a closed conversation for the person who works or has worked on its continuation. */
export function successorScope(login: string): Scope {
  return `successor:${login}`;
}

/**
 * The keys of a person to the conversations of a program; none without a role in it, not even to their own former work.
 */
export function conversationKeys(
  { oversight }: Pick<ConversationPolicy, 'oversight'>,
  { login, roles }: { login: string; roles: readonly string[] },
): Scope[] {
  if (roles.length === 0) return [];
  const overseen = roles.map((role) => oversight[role] ?? []);
  return [
    ...(overseen.includes('all') ? [WHOLE_PROGRAM, ABANDONED] : []),
    ...new Set(overseen.flatMap((queues) => (queues === 'all' ? [] : queues.map((queue) => `queue:${queue}`)))),
    ...roles.flatMap((role) => [`addressed:${role}`, `was-addressed:${role}`]),
    `assignee:${login}`,
    successorScope(login),
  ];
}
