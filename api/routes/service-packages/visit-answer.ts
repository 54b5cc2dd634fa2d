import type { FastifyRequest } from 'fastify';
import { shown } from './package-command.ts';

/** The package as it is now, with the visit that the request is about. */
export async function withVisit(request: FastifyRequest, isIt: (visit: { id: string; startsAt: string }) => boolean) {
  const view = await shown(request);
  const visit = view.visits.findLast(isIt);
  if (visit === undefined) throw new Error('the visit is not in its package');
  return { ...view, visit };
}
