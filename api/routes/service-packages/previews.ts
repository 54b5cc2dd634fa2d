import { randomUUID } from 'node:crypto';
import type { Static } from 'typebox';
import type { Em } from '../../../db/orm.ts';
import { latestPrices, visitsElsewhere } from '../../../db/read/booking-questions.ts';
import { type Instant, toInstant } from '../../../domain/calendar/instant.ts';
import { type Booking, refusalOfBooking } from '../../../domain/service-package/booking.ts';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import {
  minuteOf,
  type Question,
  questionsOfBooking,
  questionsOfVisit,
} from '../../../domain/service-package/questions.ts';
import { refusalOfVisitCommand, type VisitCommand } from '../../../domain/service-package/visit-refusals.ts';
import { problems } from '../../schemas/problems.ts';
import { NewServicePackage, PackageParams, PlannedVisitBody, Questions } from '../../schemas/service-packages.ts';
import { ProgramPath, Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { refuse } from '../../server/errors.ts';
import { bookingOf, bookingPolicy, checkReplaced, phoneOfForm } from './booking.ts';

const tags = ['service-packages'];

const ofBooking = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'What to ask before this is booked; books nothing',
    description:
      'The body of a booking. What would be refused is refused here alike, except that a first visit more than 60 days ahead is a question (FK-03). A price is far from the usual beyond twice or below half of the median price of packages of as many visits among the program’s latest ones.',
    params: ProgramPath,
    body: NewServicePackage,
    response: { 200: Ref(Questions), ...problems(400, 401, 403, 404, 409, 422) },
  },
} as const;

const ofVisit = {
  config: { access: 'service-package.change-visits' },
  schema: {
    tags,
    summary: 'What to ask before a visit is planned, or moved; changes nothing',
    description:
      'The body of planning a visit, or of moving `visitId`. What would be refused is refused here alike, except that a first visit more than 60 days ahead is a question (FK-03).',
    params: PackageParams,
    body: PlannedVisitBody,
    response: { 200: Ref(Questions), ...problems(400, 401, 403, 404, 409, 422) },
  },
} as const;

export async function previewRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/programs/:program/service-packages/preview', ofBooking, async (request) => {
    const { body, em, params } = request;
    const policy = bookingPolicy(request, params.program);
    const phone = phoneOfForm(params.program, body);
    const booking = bookingOf({ ...body, confirmFarAhead: true });
    const now = toInstant(app.clock.now());
    const refused = refusalOfBooking(policy, booking, now);
    if (refused !== null) refuse(refused);
    await checkReplaced(em, params.program, body);
    const beside = await besideBooking(em, policy, { ...params, phone, booking });
    return { questions: questionsOfBooking(policy, booking, beside, now).map(shown) };
  });

  app.post('/v1/service-packages/:id/visits/preview', ofVisit, async ({ body, em, servicePackage }) => {
    const { policy, record } = servicePackage;
    const command = visitCommand(body);
    const now = toInstant(app.clock.now());
    const refused = refusalOfVisitCommand(policy, record.state, command, now);
    if (refused !== null) refuse(refused);
    const { program, customer, id } = record;
    const minutes = [minuteOf(command.startsAt)];
    const elsewhere = await visitsElsewhere(em, { program, phone: customer.phone, minutes, except: id });
    return { questions: questionsOfVisit(policy, record.state, command, elsewhere, now).map(shown) };
  });
}

type Asked = { program: string; phone: string; booking: Booking };

async function besideBooking(em: Em, policy: ServicePackagePolicy, { program, phone, booking }: Asked) {
  const { visits, price } = booking;
  const { amongLatest = 0 } = policy.booking.usualPrice ?? {};
  const minutes = visits.map(({ startsAt }) => minuteOf(startsAt));
  return {
    elsewhere: await visitsElsewhere(em, { program, phone, minutes, except: null }),
    prices: await latestPrices(em, { program, currency: price.currency, visits: visits.length, amongLatest }),
  };
}

function visitCommand({ startsAt, visitId = null, collection }: Static<typeof PlannedVisitBody>) {
  const at = (instant: string): Instant => toInstant(new Date(instant));
  const agreed = collection ? { at: at(collection.at), addressNoteId: null, requestId: randomUUID() } : null;
  const planning = { startsAt: at(startsAt), collection: agreed, confirmFarAhead: true };
  return (
    visitId === null
      ? { kind: 'add-visit', visitId: randomUUID(), ...planning }
      : { kind: 'reschedule-visit', visitId, ...planning }
  ) satisfies VisitCommand;
}

const shown = ({ visits, packages, ...question }: Question) => ({
  ...question,
  visits: [...visits],
  packages: [...packages],
});
