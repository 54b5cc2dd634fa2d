// Owns what staff ask of a package's payments over HTTP: a request to pay, cash at the door, money that bought nothing.
import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import { writeCollection } from '../../../db/write/service-packages.ts';
import { staffIn } from '../../../domain/access/actor.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { refusalOfCollectionTime } from '../../../domain/service-package/booking.ts';
import { refusalOfCommand } from '../../../domain/service-package/commands.ts';
import { refusal } from '../../../domain/refusal.ts';
import type { CarelineApp } from '../../careline-app.ts';
import { notFound, refuse, refuseBlank } from '../../errors.ts';
import { NoBody } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { PackageParams, PaymentMethodBody, ServicePackageView } from '../../schemas/service-packages.ts';
import { Ref } from '../../schemas/shared.ts';
import { moved } from './package-command.ts';

const failures = problems(400, 401, 403, 404, 409, 422, 503);
const tags = ['payments'];

const request = {
  config: { access: 'service-package.request-payment' },
  schema: {
    tags,
    summary: 'Ask the customer to pay by a method',
    description:
      'FK-07, FK-10: a link, a code or a collection at the door; what was open before is payable no longer. Cash needs the collection form, here or from the booking.',
    params: PackageParams,
    body: PaymentMethodBody,
    response: { 201: Ref(ServicePackageView), ...failures },
  },
} as const;

const collected = {
  config: { access: 'service-package.collect-cash', partOf: 'payment_requests' },
  schema: {
    tags,
    summary: 'Cash was collected at the door',
    description: 'Pays the package. For a cancelled one the money is held until somebody decides (`heldPayments`).',
    params: PackageParams,
    body: NoBody,
    response: { 200: Ref(ServicePackageView), ...failures },
  },
} as const;

const decide = {
  config: { access: 'service-package.decide-payment' },
  schema: {
    tags,
    summary: 'Decide on money that bought nothing',
    description:
      '`refund` prepares a refund in full, which somebody else approves; `revive` lets a package that was cancelled unpaid go on.',
    params: PackageParams,
    body: Type.Object(
      { paymentId: Type.String({ minLength: 1, maxLength: 200 }), decision: Type.Enum(['refund', 'revive']) },
      { additionalProperties: false },
    ),
    response: { 200: Ref(ServicePackageView), ...failures },
  },
} as const;

export async function paymentRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/service-packages/:id/payment-requests', request, async (asked, reply) => {
    const { method, collection } = asked.body;
    refuseBlank('/collection/address', collection?.address);
    const { record, policy } = asked.servicePackage;
    const command = { kind: 'request-payment', requestId: randomUUID(), method } as const;
    const now = toInstant(app.clock.now());
    const by = staffIn(asked.staff, record.program);
    if (method === 'cash' && refusalOfCommand(policy, record.state, { by, ...command }, now) === null) {
      const form = collection ?? record.collection;
      if (form === null) refuse(refusal('collection-required', 'cash is collected at an address and a time'));
      const collectAt = toInstant(new Date(form.at));
      const unfit = refusalOfCollectionTime(collectAt, record.state.firstVisitAt, now);
      if (unfit !== null) refuse(unfit);
      await writeCollection(asked.em, record.id, { ...form, at: collectAt });
    }
    return reply.code(201).send(await moved(asked, () => ({ by, ...command })));
  });

  app.post('/v1/payment-requests/:id/collected', collected, async (asked) => {
    const requestId = asked.params.id;
    return moved(asked, (by) => ({ kind: 'collect-cash', by, requestId }));
  });

  app.post('/v1/service-packages/:id/held-payments/decide', decide, async (asked) => {
    const { paymentId, decision } = asked.body;
    const { heldPayments } = asked.servicePackage.record.state;
    if (!heldPayments.some(({ id }) => id === paymentId)) notFound();
    return moved(asked, (by) => ({ kind: 'decide-payment', by, paymentId, decision, refundId: randomUUID() }));
  });
}
