import type { FastifyRequest } from 'fastify';
import { readPurge } from '../../db/write/purge.ts';
import { rolesIn } from '../../domain/access/actor.ts';
import { notFound, ProblemError } from '../server/errors.ts';
import { isUuid } from '../server/given-values.ts';

/**
 * A case that is not there. Admins and the people of its program are told if it was removed after its time.
 * @throws ProblemError 410 or 404
 */
export async function notThere({ em, actor }: FastifyRequest, id: string): Promise<never> {
  const purge = actor.kind === 'staff' && isUuid(id) ? await readPurge(em, id) : null;
  if (purge === null || actor.kind !== 'staff') return notFound();
  if (!actor.admin && rolesIn(actor.memberships, purge.program).length === 0) return notFound();
  throw purged(purge.at);
}

/** `at` is when the case was removed; `null` where it is not known. */
export function purged(at: string | null): ProblemError {
  const members = at === null ? {} : { members: { purgedAt: at } };
  return new ProblemError('case-purged', 'it was removed, because its retention period is over', members);
}
