import Type from 'typebox';
import { readPolicy } from '../../../db/read/policies.ts';
import { listServicePackages } from '../../../db/read/service-packages.ts';
import { readTimeline } from '../../../db/read/timeline.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { servicePackage } from '../../../domain/service-package/process.ts';
import { announced } from '../../../domain/timetable.ts';
import { reachOf } from '../../cases/scope.ts';
import { problems } from '../../schemas/problems.ts';
import { ProgramFilter } from '../../schemas/program-words.ts';
import {
  PackageParams,
  PackageTimeline,
  ServicePackageList,
  ServicePackageView,
  Stage,
} from '../../schemas/service-packages.ts';
import { pageQuery, Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { decodeCursor, pageOf } from '../../server/pages.ts';
import { servicePackageView } from '../../views/service-package-view.ts';

const tags = ['service-packages'];

const one = {
  config: { access: 'service-package.read' },
  schema: {
    tags,
    summary: 'One package: where it stands and what happens next',
    description:
      'Open to everyone in the program. Others get 404. `nextAction` is the next step if nobody acts. `todo` lists the work of people. `may` lists the actions that the reader’s role allows.',
    params: PackageParams,
    response: { 200: Ref(ServicePackageView), ...problems(401, 403, 404) },
  },
} as const;

const many = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'The packages of your programs, by booking, newest first',
    description:
      '`search` finds a part of the customer’s name, in any spelling, or of their phone number as people write it.',
    querystring: Type.Object({
      ...pageQuery,
      program: Type.Optional(ProgramFilter),
      stage: Type.Optional(Stage),
      paid: Type.Optional(Type.Boolean()),
      search: Type.Optional(Type.String({ minLength: 2, maxLength: 100 })),
    }),
    response: { 200: ServicePackageList, ...problems(400, 401, 403) },
  },
} as const;

const timeline = {
  config: { access: 'service-package.read' },
  schema: {
    tags,
    summary: 'What happened to a package and what happens next',
    description:
      '`past` lists past events, oldest first, each with its rule. `next` lists the steps that follow if nobody acts, earliest first, with their consequences.',
    params: PackageParams,
    response: { 200: PackageTimeline, ...problems(401, 403, 404) },
  },
} as const;

export async function readingRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/service-packages/:id', one, async ({ servicePackage: { policy, record }, staff }) =>
    servicePackageView(policy, record, staff, toInstant(app.clock.now())),
  );

  app.get('/v1/service-packages', many, async ({ em, query, staff }) => {
    const { cursor, limit, ...wanted } = query;
    const now = toInstant(app.clock.now());
    const [bookedAt, id] = cursor === undefined ? [] : decodeCursor(cursor, 'instant', 'uuid');
    const found = await listServicePackages(em, {
      ...wanted,
      reach: reachOf(staff, servicePackage),
      limit: limit + 1,
      ...(bookedAt === undefined || id === undefined ? {} : { after: { bookedAt, id } }),
    });
    const { items, nextCursor } = pageOf(found, limit, (last) => [last.bookedAt, last.id]);
    const views = [];
    for (const record of items) {
      const policy = await readPolicy<ServicePackagePolicy>(em, record.policyDigest);
      views.push(servicePackageView(policy, record, staff, now));
    }
    return { items: views, nextCursor };
  });

  app.get('/v1/service-packages/:id/timeline', timeline, async ({ em, servicePackage: { record } }) => ({
    past: await readTimeline(em, record.id),
    next: announced(record.next, toInstant(app.clock.now())),
  }));
}
