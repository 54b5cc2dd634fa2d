import Type from 'typebox';
import type { Em } from '../../../db/orm.ts';
import { listHeldPayments, listRefunds } from '../../../db/read/package-boards.ts';
import { readPolicy } from '../../../db/read/policies.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { rolesFor } from '../../../domain/service-package/access.ts';
import { ownerOf } from '../../../domain/service-package/money-tasks.ts';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { servicePackage } from '../../../domain/service-package/process.ts';
import { programsOpenTo } from '../../cases/scope.ts';
import { Todo } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { ProgramFilter } from '../../schemas/program-words.ts';
import { HeldPayment, Refund } from '../../schemas/service-packages.ts';
import { Id, Instant, Nullable } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';

const whose = {
  packageId: Id,
  program: Type.String(),
  customer: Type.Object({ name: Type.String(), phone: Type.String(), address: Nullable(Type.String()) }),
};
const list = <Fields extends Type.TProperties>(fields: Fields) =>
  Type.Object({ items: Type.Array(Type.Object({ ...whose, ...fields })) });

const due = {
  // Null where no one has to act.
  by: Nullable(Todo.properties.by),
  dueAt: Nullable(Type.Unsafe<string>({ ...Instant, description: 'Until when it is to be decided on' })),
  overdue: Type.Boolean(),
};
const reference = Nullable(Type.String({ description: 'Under which cash was handed out' }));

const refunds = {
  config: { access: 'staff' },
  schema: {
    tags: ['payments'],
    summary: 'Refunds of your programs, oldest first',
    description:
      'At most 500. Without `status` those that are not paid: awaiting approval, declined, being paid, to be handed out in cash, refused, in doubt.',
    querystring: Type.Object({
      program: Type.Optional(ProgramFilter),
      status: Type.Optional(Refund.properties.status),
    }),
    response: { 200: list({ ...Refund.properties, ...due, reference }), ...problems(400, 401, 403) },
  },
} as const;

const held = {
  config: { access: 'staff' },
  schema: {
    tags: ['payments'],
    summary: 'Money that bought nothing and waits for a decision, oldest first',
    description: 'Each is given back or revives its package: `held-payments/decide` of the package. At most 500.',
    querystring: Type.Object({ program: Type.Optional(ProgramFilter) }),
    response: {
      200: list({ ...Type.Omit(HeldPayment, ['canRevive', 'decision']).properties, ...due }),
      ...problems(400, 401, 403),
    },
  },
} as const;

type Kept = { policyDigest: string };

/** Names the owner of each by the policy that its package keeps. */
async function owned<Listed extends Kept, By>(
  em: Em,
  listed: readonly Listed[],
  ownerBy: (policy: ServicePackagePolicy, one: Listed) => By,
): Promise<(Omit<Listed, keyof Kept> & { by: By })[]> {
  const digests = [...new Set(listed.map(({ policyDigest }) => policyDigest))];
  const policies = new Map<string, ServicePackagePolicy>();
  for (const digest of digests) policies.set(digest, await readPolicy<ServicePackagePolicy>(em, digest));
  return listed.flatMap((one) => {
    const { policyDigest, ...shown } = one;
    const policy = policies.get(policyDigest);
    return policy === undefined ? [] : [{ ...shown, by: ownerBy(policy, one) }];
  });
}

export async function boardRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/refunds', refunds, async ({ em, query, staff }) => {
    const asked = { ...query, programs: programsOpenTo(staff, servicePackage), now: toInstant(app.clock.now()) };
    return { items: await owned(em, await listRefunds(em, asked), ownerOf) };
  });

  app.get('/v1/held-payments', held, async ({ em, query, staff }) => {
    const asked = { ...query, programs: programsOpenTo(staff, servicePackage), now: toInstant(app.clock.now()) };
    const deciders = (policy: ServicePackagePolicy) => [...rolesFor(policy, 'decide-payment')];
    return { items: await owned(em, await listHeldPayments(em, asked), deciders) };
  });
}
