// CDEK-20, CDEK-24: who may read a conversation, said once more, without scopes and keys.
import type { ConversationPolicy } from '../../domain/conversation/policy.ts';
import type { Stage } from '../../domain/conversation/state.ts';

export type Told = {
  stage: Stage;
  queue: string | null;
  visitedQueues: readonly string[];
  addressedRoles: readonly string[];
  assignee: string | null;
  continuedBy?: string | null;
};

export type Relation = 'assignee' | 'addressed' | 'successor-assignee' | 'program-overseer' | 'queue-overseer';

export function relationsBy(
  { oversight }: Pick<ConversationPolicy, 'oversight'>,
  { login, roles }: { login: string; roles: readonly string[] },
  { stage, queue, visitedQueues, addressedRoles, assignee, continuedBy }: Told,
): Set<Relation> {
  const relations = new Set<Relation>();
  if (stage === 'intake' || roles.length === 0) return relations;
  if (stage !== 'waiting' && assignee === login) relations.add('assignee');
  if (stage === 'waiting' && roles.some((role) => addressedRoles.includes(role))) relations.add('addressed');
  if (stage === 'closed' && continuedBy === login) relations.add('successor-assignee');
  // While it waits only its present queue counts; afterwards every queue it has been in.
  const queues = stage === 'waiting' ? [queue ?? ''] : visitedQueues;
  for (const role of roles) {
    const seen = oversight[role];
    if (seen === 'all') relations.add('program-overseer');
    else if (seen?.some((one) => queues.includes(one))) relations.add('queue-overseer');
  }
  return relations;
}
