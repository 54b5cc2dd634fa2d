import { randomUUID } from 'node:crypto';
import { toInstant } from '../../../domain/calendar/instant.ts';
import type { Collection, NewCollection } from '../../../domain/service-package/collection.ts';
import { NoBody } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { PackageParams, PackageWithVisit, StartsAtBody, VisitParams } from '../../schemas/service-packages.ts';
import { Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { askWithCollection } from './collection.ts';
import { askPackage } from './package-command.ts';
import { withVisit } from './visit-answer.ts';

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
    'The same as recording it as `completed`: from its day on, by operations or the desk, for a package that is paid.',
    NoBody,
  ),
} as const;

export async function visitRoutes(app: CarelineApp): Promise<void> {
  const url = '/v1/service-packages/:id/visits';

  app.post(url, add, async (request, reply) => {
    const visitId = randomUUID();
    const startsAt = toInstant(new Date(request.body.startsAt));
    const planning = { visitId, startsAt, confirmFarAhead: request.body.confirmFarAhead ?? false };
    await askWithCollection(request, request.body.collection, (by, agreed) => ({
      kind: 'add-visit',
      by,
      ...planning,
      collection: asNew(agreed),
    }));
    // A repeated request finds the visit of its first run, under that run's id.
    return reply
      .code(201)
      .send(await withVisit(request, (visit) => visit.id === visitId || visit.startsAt === startsAt));
  });

  app.post(`${url}/:visitId/reschedule`, reschedule, async (request) => {
    const startsAt = toInstant(new Date(request.body.startsAt));
    const { visitId } = request.params;
    const planning = { visitId, startsAt, confirmFarAhead: request.body.confirmFarAhead ?? false };
    await askWithCollection(request, request.body.collection, (by, agreed) => ({
      kind: 'reschedule-visit',
      by,
      ...planning,
      collection: asNew(agreed),
    }));
    return withVisit(request, ({ id }) => id === visitId);
  });

  app.post(`${url}/:visitId/cancel`, cancel, async (request) => {
    const { visitId } = request.params;
    await askPackage(request, (by) => ({ kind: 'cancel-visit', by, visitId }));
    return withVisit(request, ({ id }) => id === visitId);
  });

  app.post(`${url}/:visitId/complete`, complete, async (request) => {
    const { visitId } = request.params;
    await askPackage(request, (by) => ({ kind: 'complete-visit', by, visitId }));
    return withVisit(request, ({ id }) => id === visitId);
  });
}

function asNew(collection: Collection | null): NewCollection | null {
  return collection === null ? null : { ...collection, requestId: randomUUID() };
}
