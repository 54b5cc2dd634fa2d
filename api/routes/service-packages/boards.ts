// Owns the boards over HTTP: refunds that wait for finance, money that bought nothing, the visits of a day.
import Type from 'typebox';
import { listHeldPayments, listRefunds, listVisits } from '../../../db/read/package-boards.ts';
import { endOfDay, startOfDay } from '../../../domain/calendar/days.ts';
import type { CarelineApp } from '../../careline-app.ts';
import { notFound } from '../../errors.ts';
import { ownProgram } from '../../own-program.ts';
import { problems } from '../../schemas/problems.ts';
import { ProgramFilter } from '../../schemas/program-words.ts';
import { HeldPayment, Refund, Visit } from '../../schemas/service-packages.ts';
import { Id, LocalDate, ProgramPath } from '../../schemas/shared.ts';
import { packageProgramsOf } from '../../scopes.ts';

const whose = {
  packageId: Id,
  program: Type.String(),
  customer: Type.Object({ name: Type.String(), phone: Type.String() }),
};
const list = <Fields extends Type.TProperties>(fields: Fields) =>
  Type.Object({ items: Type.Array(Type.Object({ ...whose, ...fields })) });

const refunds = {
  config: { access: 'staff' },
  schema: {
    tags: ['payments'],
    summary: 'Refunds of your programs, oldest first',
    description:
      'At most 500. Without `status` those that are not paid: awaiting approval, being paid, refused, in doubt.',
    querystring: Type.Object({
      program: Type.Optional(ProgramFilter),
      status: Type.Optional(Type.Enum(['awaiting-approval', 'approved', 'paid', 'unknown', 'refused'])),
    }),
    response: { 200: list({ ...Refund.properties, currency: Type.String() }), ...problems(400, 401, 403) },
  },
} as const;

const held = {
  config: { access: 'staff' },
  schema: {
    tags: ['payments'],
    summary: 'Money that bought nothing and that nobody has decided on, oldest first',
    description: 'Each is given back or revives its package: `held-payments/decide` of the package. At most 500.',
    querystring: Type.Object({ program: Type.Optional(ProgramFilter) }),
    response: {
      200: list({ ...Type.Omit(HeldPayment, ['canRevive', 'decision']).properties, currency: Type.String() }),
      ...problems(400, 401, 403),
    },
  },
} as const;

const cancelledOnItsDay = Type.Boolean({
  description: 'Completed because its customer cancelled it on its day: counted, not held (FK-19)',
});

const visits = {
  config: { access: 'staff' },
  schema: {
    tags: ['service-packages'],
    summary: 'The visits of one day, by their start',
    description: 'A civil day in the zone of the program; for everybody of it.',
    params: ProgramPath,
    querystring: Type.Object({ on: LocalDate }),
    response: { 200: list({ ...Visit.properties, cancelledOnItsDay }), ...problems(400, 401, 403, 404) },
  },
} as const;

export async function boardRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/refunds', refunds, async ({ em, query, staff }) => ({
    items: await listRefunds(em, { ...query, programs: packageProgramsOf(staff) }),
  }));

  app.get('/v1/held-payments', held, async ({ em, query, staff }) => ({
    items: await listHeldPayments(em, { ...query, programs: packageProgramsOf(staff) }),
  }));

  app.get('/v1/programs/:program/visits', visits, async ({ em, params, query, staff }) => {
    const { name, timeZone, servicePackage } = ownProgram(staff, params.program).program;
    if (servicePackage === undefined) notFound();
    const day = { from: startOfDay(query.on, timeZone), until: endOfDay(query.on, timeZone) };
    return { items: await listVisits(em, { program: name, ...day }) };
  });
}
