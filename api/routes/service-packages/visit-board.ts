import Type from 'typebox';
import { listVisits } from '../../../db/read/visit-board.ts';
import { endOfDay, startOfDay } from '../../../domain/calendar/days.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { recordsAskedBefore } from '../../../domain/service-package/visit-recording.ts';
import { ownProgram } from '../../cases/scope.ts';
import { problems } from '../../schemas/problems.ts';
import { Stage, Visit } from '../../schemas/service-packages.ts';
import { Id, LocalDate, Nullable, ProgramPath } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { invalid, notFound } from '../../server/errors.ts';

const ListedVisit = Type.Object({
  packageId: Id,
  program: Type.String(),
  customer: Type.Object({ name: Type.String(), phone: Type.String() }),
  address: Nullable(Type.String({ description: 'Null: the desk is still to ask for it' })),
  paid: Type.Boolean({ description: 'Whether its package is paid' }),
  stage: Type.Unsafe<(typeof Stage)['enum'][number]>({
    ...Stage,
    description: 'Of its package; visits of `cancelled` ones are not held',
  }),
  ...Visit.properties,
});

const visits = {
  config: { access: 'staff' },
  schema: {
    tags: ['service-packages'],
    summary: 'The visits of one day, or those without a record, by their start',
    description:
      '`on` is a day in the program’s time zone. Open to everyone in the program. `unrecorded=true` lists past visits of paid packages without a record, oldest first; `on` may then be left out. At most 500.',
    params: ProgramPath,
    querystring: Type.Object({ on: Type.Optional(LocalDate), unrecorded: Type.Optional(Type.Boolean()) }),
    response: { 200: Type.Object({ items: Type.Array(ListedVisit) }), ...problems(400, 401, 403, 404) },
  },
} as const;

export async function visitBoardRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/programs/:program/visits', visits, async ({ em, params, query, staff }) => {
    const { name, timeZone, servicePackage } = ownProgram(staff, params.program).program;
    if (servicePackage === undefined) notFound();
    const { on, unrecorded = false } = query;
    if (on === undefined && !unrecorded) invalid('/on', 'is needed unless unrecorded visits are asked for');
    const day = on === undefined ? {} : { from: startOfDay(on, timeZone), until: endOfDay(on, timeZone) };
    const past = unrecorded ? { unrecordedBefore: recordsAskedBefore(servicePackage, toInstant(app.clock.now())) } : {};
    const sameDayTicket = servicePackage.visits.sameDay.ticket;
    return { items: await listVisits(em, { program: name, sameDayTicket, ...day, ...past }) };
  });
}
