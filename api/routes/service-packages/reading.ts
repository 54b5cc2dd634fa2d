import Type from 'typebox';
import { readPolicy } from '../../../db/read/policies.ts';
import { listServicePackages } from '../../../db/read/service-packages.ts';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { servicePackage } from '../../../domain/service-package/process.ts';
import { announced } from '../../../domain/timetable.ts';
import { caseRoutes } from '../../cases/routes.ts';
import { reachOf } from '../../cases/scope.ts';
import { ProgramFilter } from '../../schemas/program-words.ts';
import { PackageTimeline, Stage } from '../../schemas/service-packages.ts';
import { pageQuery } from '../../schemas/shared.ts';
import { packages } from './package-cases.ts';

export const readingRoutes = caseRoutes(servicePackage)({
  ...packages,
  one: {
    access: 'service-package.read',
    summary: 'One package: its current stage and what happens next',
    description:
      'Open to everyone in the program. Others get 404. `nextAction` is the next step if no one acts first. `todo` lists the work of people. `may` lists the actions that the reader’s role allows.',
  },
  list: {
    access: 'staff',
    summary: 'The packages of your programs, by booking, newest first',
    description:
      '`search` finds a part of the customer’s name, in any spelling, or of their phone number as people write it.',
    query: Type.Object({
      ...pageQuery,
      program: Type.Optional(ProgramFilter),
      stage: Type.Optional(Stage),
      paid: Type.Optional(Type.Boolean()),
      search: Type.Optional(Type.String({ minLength: 2, maxLength: 100 })),
    }),
    find: (em, { query, staff, limit, after }) =>
      listServicePackages(em, {
        ...{ ...query, limit, reach: reachOf(staff, servicePackage) },
        ...(after === undefined ? {} : { after: { bookedAt: after.at, id: after.id } }),
      }),
    place: ({ id, bookedAt }) => ({ at: bookedAt, id }),
    whole: async (em, record) => ({ record, policy: await readPolicy<ServicePackagePolicy>(em, record.policyDigest) }),
  },
  timeline: {
    access: 'service-package.read',
    summary: 'What happened to a package and what happens next',
    description:
      '`past` lists past events, oldest first, each with its rule. `next` lists the steps that follow if no one acts first, earliest first, with their consequences.',
    schema: PackageTimeline,
    story: ({ record }, past, { now }) => ({ past, next: announced(record.next, now) }),
  },
});

export const noteRoutes = caseRoutes(servicePackage)({
  ...packages,
  notes: {
    access: 'service-package.note',
    summary: 'Note something about a package, also one that is over',
    description: 'For everyone who can read the package. It is shown in the timeline. Card numbers are masked.',
    entry: ({ record: { id } }) => ({
      ...{ about: { kind: 'service-package', id }, process: 'service-package' },
      what: 'package-note',
    }),
  },
});
