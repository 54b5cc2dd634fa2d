import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { Em } from '../../../db/orm.ts';
import { readServicePackage, servicePackageNamed } from '../../../db/read/service-packages.ts';
import { lockCase } from '../../../db/write/case-lock.ts';
import { insertContact } from '../../../db/write/contacts.ts';
import { enqueue } from '../../../db/write/outbox.ts';
import { keepPolicy } from '../../../db/write/policies.ts';
import { writeBooking } from '../../../db/write/service-package-moves.ts';
import { type Instant, toInstant } from '../../../domain/calendar/instant.ts';
import { money } from '../../../domain/money.ts';
import { refusalOfPackageAction } from '../../../domain/service-package/access.ts';
import { book, type Booking, isEnded, refusalOfBooking } from '../../../domain/service-package/booking.ts';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { recordedMove } from '../../../domain/service-package/record.ts';
import { packageContract } from '../../../workflows/service-package/contract.ts';
import { ownProgram } from '../../cases/scope.ts';
import { problems } from '../../schemas/problems.ts';
import { NewServicePackage, ServicePackageView } from '../../schemas/service-packages.ts';
import { ProgramPath, Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { invalid, notFound, refuse } from '../../server/errors.ts';
import { phoneIn, refuseBlank, refuseUnreadable } from '../../server/given-values.ts';
import { repeatableId } from '../../server/idempotency-keys.ts';
import { servicePackageView } from '../../views/service-package-view.ts';

const schema = {
  tags: ['service-packages'],
  summary: 'Book a package on the call',
  description:
    '`payment` is a method of `packages.paymentWays`. A `link` or `code` goes out by SMS and is in `paymentRequests` once the provider has given it; a `collection` needs its form; `notices` says what the agent tells the customer (FK-02). `later` books only when the first visit is close; otherwise `not-booked` names the two offers and the ticket to open (FK-03, FK-04). With `catalogueItem` size, price and validity are those of the catalogue; without it the price must be within the limits of the program. A phone number without a country is one of the program’s country.',
  params: ProgramPath,
  body: NewServicePackage,
  response: { 201: Ref(ServicePackageView), ...problems(400, 401, 403, 404, 409, 422) },
} as const;

type Body = Static<typeof NewServicePackage>;

export async function bookingRoutes(app: CarelineApp): Promise<void> {
  app.post(
    '/v1/programs/:program/service-packages',
    { config: { access: 'staff' }, schema },
    async (request, reply) => {
      const { program } = request.params;
      const policy = bookingPolicy(request, program);
      const at = toInstant(app.clock.now());
      const phone = phoneOfForm(program, request.body);
      const id = repeatableId(request.updateId);
      if ((await readServicePackage(request.em, id)) === null) {
        const booking = bookingOf(request.body);
        const refused = refusalOfBooking(policy, booking, at);
        if (refused !== null) refuse(refused);
        await checkReplaced(request.em, program, request.body);
        await request.em.transactional((em) => write(em, request, { id, policy, booking, phone, at }));
      }
      await app.cases.deliver(packageContract.workflowId(program, id));
      const record = await servicePackageNamed(request.em, id);
      return reply.code(201).send(servicePackageView(policy, record, request.staff, at));
    },
  );
}

/**
 * @throws ProblemError 404 where packages are not sold or the reader has no role; RefusedError for a role that may not
 * book
 */
export function bookingPolicy({ staff }: FastifyRequest, program: string): ServicePackagePolicy {
  const { program: own, here } = ownProgram(staff, program);
  const policy = own.servicePackage ?? notFound();
  const refused = refusalOfPackageAction(policy, 'book', here);
  if (refused !== null) refuse(refused);
  return policy;
}

/** FK-12: a package that is not over is used, not booked again. @throws ProblemError 400 */
export async function checkReplaced(em: Em, program: string, { replaces }: Body): Promise<void> {
  const old = replaces ? await readServicePackage(em, replaces) : undefined;
  if (old === undefined || (old?.program === program && isEnded(old.state))) return;
  invalid('/replaces', 'names no ended package of this program');
}

/** The customer's number in E.164, after every text of the form was checked. @throws ProblemError 400 */
export function phoneOfForm(program: string, { customer, collection }: Body): string {
  const phone = phoneIn(program, '/customer/phone', customer.phone);
  refuseUnreadable('/customer/name', customer.name);
  refuseBlank('/customer/address', customer.address);
  refuseBlank('/collection/address', collection?.address);
  return phone;
}

// A collection form that comes with another way to pay is kept, and checked when cash is chosen later.
export function bookingOf({
  visits,
  priceMinor,
  currency,
  catalogueItem = null,
  payment,
  collection,
  confirmFarAhead = false,
}: Body): Booking {
  return {
    visits: visits.map(({ startsAt }) => ({ id: randomUUID(), startsAt: toInstant(new Date(startsAt)) })),
    price: money(priceMinor, currency),
    catalogueItem,
    payment,
    requestId: randomUUID(),
    collectAt: collection ? toInstant(new Date(collection.at)) : null,
    confirmFarAhead,
  };
}

type Booked = { id: string; policy: ServicePackagePolicy; booking: Booking; phone: string; at: Instant };

async function write(em: Em, request: FastifyRequest, { id, policy, booking, phone, at }: Booked): Promise<void> {
  const { program } = request.params as { program: string };
  const { customer, collection, replaces = null } = request.body as Body;
  const { login } = request.staff;
  // The same request may run twice at once, when the mark of the first has grown old.
  await lockCase(em, id);
  if ((await readServicePackage(em, id)) !== null) return;
  const contactId = randomUUID();
  await insertContact(
    em,
    { id: contactId, program, name: customer.name, phone, address: customer.address ?? null },
    at,
  );
  const policyDigest = await keepPolicy(em, policy);
  const collected = collection ?? null;
  const form = collected === null ? null : { ...collected, at: toInstant(new Date(collected.at)) };
  const booked = { id, program, contactId, policyDigest, bookedBy: login, collection: form, replaces };
  const move = recordedMove(policy, book(policy, booking, login, at));
  await writeBooking(em, booked, move);
  await enqueue(em, packageContract.start({ caseId: id, program }, { policy, state: move.state }), at);
}
