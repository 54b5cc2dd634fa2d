// Owns the reading of packages over HTTP: one, many, what happened to one and what will.
import Type from 'typebox';
import { readPolicy } from '../../../db/read/policies.ts';
import { listServicePackages } from '../../../db/read/service-packages.ts';
import { readTimeline } from '../../../db/read/timeline.ts';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { packageTimetable } from '../../../domain/service-package/timetable.ts';
import type { CarelineApp } from '../../careline-app.ts';
import { decodeCursor } from '../../cursor.ts';
import { pageOf } from '../../pages.ts';
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
import { packageProgramsOf } from '../../scopes.ts';
import { servicePackageView } from '../../views/service-package-view.ts';

const tags = ['service-packages'];

const one = {
  config: { access: 'service-package.read' },
  schema: {
    tags,
    summary: 'One package: where it stands and what happens next',
    description:
      'For everybody of the program; to others it is 404. `nextAction` is what it waits for, `may` what the reader’s role opens.',
    params: PackageParams,
    response: { 200: Ref(ServicePackageView), ...problems(401, 403, 404) },
  },
} as const;

const many = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'The packages of your programs, by booking, oldest first',
    description: '`search` finds a part of the customer’s name or phone number.',
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
    summary: 'What happened to a package and what it will do by itself',
    description: '`past` oldest first, each with the rule by which it happened; `next` earliest first.',
    params: PackageParams,
    response: { 200: PackageTimeline, ...problems(401, 403, 404) },
  },
} as const;

export async function readingRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/service-packages/:id', one, async ({ servicePackage: { policy, record }, staff }) =>
    servicePackageView(policy, record, staff),
  );

  app.get('/v1/service-packages', many, async ({ em, query, staff }) => {
    const { cursor, limit, ...wanted } = query;
    const [bookedAt, id] = cursor === undefined ? [] : decodeCursor(cursor, 'instant', 'uuid');
    const found = await listServicePackages(em, {
      ...wanted,
      programs: packageProgramsOf(staff),
      limit: limit + 1,
      ...(bookedAt === undefined || id === undefined ? {} : { after: { bookedAt, id } }),
    });
    const { items, nextCursor } = pageOf(found, limit, (last) => [last.bookedAt, last.id]);
    const views = [];
    for (const record of items) {
      const policy = await readPolicy<ServicePackagePolicy>(em, record.policyDigest);
      views.push(servicePackageView(policy, record, staff));
    }
    return { items: views, nextCursor };
  });

  app.get('/v1/service-packages/:id/timeline', timeline, async ({ em, servicePackage: { policy, record } }) => ({
    past: await readTimeline(em, record.id),
    next: packageTimetable(policy, record.state).map(({ at, what, rule }) => ({ at, what, rule })),
  }));
}
