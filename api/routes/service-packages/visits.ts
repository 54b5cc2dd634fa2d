// Owns what staff ask of a package's visits over HTTP (FK-13, FK-14, FK-18 to FK-20). The running package decides.
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { toInstant } from '../../../domain/calendar/instant.ts';
import type { CarelineApp } from '../../careline-app.ts';
import { notFound } from '../../errors.ts';
import { NoBody } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { PackageParams, PackageWithVisit, StartsAtBody, VisitParams } from '../../schemas/service-packages.ts';
import { Ref } from '../../schemas/shared.ts';
import { askPackage, shown } from './package-command.ts';

const failures = problems(400, 401, 403, 404, 409, 422, 503);
const tags = ['service-packages'];
const changing = { access: 'service-package.change-visits' } as const;

const add = {
  config: changing,
  schema: {
    tags,
    summary: 'Plan a further visit',
    description:
      'One that was given back, or not planned yet. Beyond the balance `no-visits-left`; outside of validity and grace `outside-validity`.',
    params: PackageParams,
    body: StartsAtBody,
    response: { 201: Ref(PackageWithVisit), ...failures },
  },
} as const;

const ofVisit = <Body extends typeof NoBody | typeof StartsAtBody>(
  summary: string,
  description: string,
  body: Body,
) => ({
  tags,
  summary,
  description,
  params: VisitParams,
  body,
  response: { 200: Ref(PackageWithVisit), ...failures },
});

const reschedule = {
  config: changing,
  schema: ofVisit(
    'Move a visit',
    'Less than 24 hours before it is `visit-too-late` and nothing changes (FK-18).',
    StartsAtBody,
  ),
} as const;

const cancel = {
  config: changing,
  schema: ofVisit(
    'Cancel a visit',
    'Answers what happened: 24 hours or more before it is `cancelled` and back on the balance; less, `counted` (FK-18); on the same civil day in the program’s zone `completed`, with a call to the customer (FK-19, FK-20).',
    NoBody,
  ),
} as const;

const complete = {
  config: { access: 'service-package.complete-visit' },
  schema: ofVisit(
    'Set a visit as held',
    'By operations or the desk, for a package that is paid; it cannot be taken back.',
    NoBody,
  ),
} as const;

export async function visitRoutes(app: CarelineApp): Promise<void> {
  const url = '/v1/service-packages/:id/visits';

  app.post(url, add, async (request, reply) => {
    const visitId = randomUUID();
    const startsAt = toInstant(new Date(request.body.startsAt));
    await askPackage(request, (by) => ({ kind: 'add-visit', by, visitId, startsAt }));
    // A repeated request finds the visit of its first time, under the id of that time.
    return reply
      .code(201)
      .send(await withVisit(request, (visit) => visit.id === visitId || visit.startsAt === startsAt));
  });

  app.post(`${url}/:visitId/reschedule`, reschedule, async (request) => {
    const startsAt = toInstant(new Date(request.body.startsAt));
    const visitId = knownVisit(request);
    await askPackage(request, (by) => ({ kind: 'reschedule-visit', by, visitId, startsAt }));
    return withVisit(request, ({ id }) => id === visitId);
  });

  app.post(`${url}/:visitId/cancel`, cancel, async (request) => {
    const visitId = knownVisit(request);
    await askPackage(request, (by) => ({ kind: 'cancel-visit', by, visitId }));
    return withVisit(request, ({ id }) => id === visitId);
  });

  app.post(`${url}/:visitId/complete`, complete, async (request) => {
    const visitId = knownVisit(request);
    await askPackage(request, (by) => ({ kind: 'complete-visit', by, visitId }));
    return withVisit(request, ({ id }) => id === visitId);
  });
}

/** @throws ProblemError 404 for a visit of another package */
function knownVisit({ params, servicePackage }: FastifyRequest): string {
  const { visitId } = params as { visitId: string };
  const known = servicePackage.record.state.visits.some(({ id }) => id === visitId);
  return known ? visitId : notFound();
}

async function withVisit(request: FastifyRequest, isIt: (visit: { id: string; startsAt: string }) => boolean) {
  const view = await shown(request);
  const visit = view.visits.findLast(isIt);
  if (visit === undefined) throw new Error('the visit is not in its package');
  return { ...view, visit };
}
