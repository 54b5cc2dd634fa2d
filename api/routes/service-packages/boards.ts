import Type from 'typebox';
import { listHeldPayments, listRefunds } from '../../../db/read/package-boards.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { rolesFor } from '../../../domain/service-package/access.ts';
import { ownerOf } from '../../../domain/service-package/money-tasks.ts';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { servicePackage } from '../../../domain/service-package/process.ts';
import { findProgram } from '../../../programs/index.ts';
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

/** The policy of a program whose packages are listed. @throws Error for a program without packages */
function policyOf(program: string): ServicePackagePolicy {
  const policy = findProgram(program)?.servicePackage;
  if (policy === undefined) throw new Error(`${program} has no packages`);
  return policy;
}

export async function boardRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/refunds', refunds, async ({ em, query, staff }) => {
    const asked = { ...query, programs: programsOpenTo(staff, servicePackage), now: toInstant(app.clock.now()) };
    const items = await listRefunds(em, asked);
    return { items: items.map((refund) => ({ ...refund, by: ownerOf(policyOf(refund.program), refund) })) };
  });

  app.get('/v1/held-payments', held, async ({ em, query, staff }) => {
    const asked = { ...query, programs: programsOpenTo(staff, servicePackage), now: toInstant(app.clock.now()) };
    const items = await listHeldPayments(em, asked);
    const by = (program: string) => [...rolesFor(policyOf(program), 'decide-payment')];
    return { items: items.map((payment) => ({ ...payment, by: by(payment.program) })) };
  });
}
