import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import { NoBody } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import {
  NotCollectedBody,
  PackageParams,
  PaymentMethodBody,
  ServicePackageView,
} from '../../schemas/service-packages.ts';
import { Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { notFound } from '../../server/errors.ts';
import { refuseBlank } from '../../server/given-values.ts';
import { askWithCollection, formOfBooking } from './collection.ts';
import { askWithReason, moved, shown } from './package-command.ts';

const failures = problems(400, 401, 403, 404, 409, 422, 503);
const tags = ['payments'];

const request = {
  config: { access: 'service-package.request-payment' },
  schema: {
    tags,
    summary: 'Ask the customer to pay by a method',
    description:
      'FK-07, FK-10: a link, a code or a collection at the door. An earlier request can no longer be paid. Cash needs the collection form, here or from the booking. The customer is not chased before the collection time (FK-02). FK-12: a payment request made during the last call brings an unpaid, cancelled package back once it is paid.',
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

const notCollected = {
  config: { access: 'service-package.collect-cash', partOf: 'payment_requests' },
  schema: {
    tags,
    summary: 'The courier came back without the money',
    description:
      'FK-02: the request ends and a call is due at once. The package is lost at the end of work on the day before its first visit, or two hours later where that is sooner or past.',
    params: PackageParams,
    body: NotCollectedBody,
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
    const requestId = randomUUID();
    await askWithCollection(asked, method === 'cash' ? collection : null, (by, agreed) => {
      const form = agreed ?? (method === 'cash' ? formOfBooking(asked) : null);
      return { kind: 'request-payment', by, requestId, method, collection: form };
    });
    return reply.code(201).send(await shown(asked));
  });

  app.post('/v1/payment-requests/:id/collected', collected, async (asked) => {
    const requestId = asked.params.id;
    return moved(asked, (by) => ({ kind: 'collect-cash', by, requestId }));
  });

  app.post('/v1/payment-requests/:id/not-collected', notCollected, async (asked) => {
    refuseBlank('/reason', asked.body.reason);
    const requestId = asked.params.id;
    await askWithReason(asked, asked.body.reason, (by, noteId) => ({ kind: 'not-collected', by, requestId, noteId }));
    return shown(asked);
  });

  app.post('/v1/service-packages/:id/held-payments/decide', decide, async (asked) => {
    const { paymentId, decision } = asked.body;
    const { heldPayments } = asked.servicePackage.record.state;
    if (!heldPayments.some(({ id }) => id === paymentId)) notFound();
    return moved(asked, (by) => ({ kind: 'decide-payment', by, paymentId, decision, refundId: randomUUID() }));
  });
}
