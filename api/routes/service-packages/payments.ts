import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import { paymentWay } from '../../../domain/service-package/methods.ts';
import { servicePackage } from '../../../domain/service-package/process.ts';
import type { PackageCase } from '../../cases/package-door.ts';
import { caseRoutes } from '../../cases/routes.ts';
import { EmptyBody } from '../../schemas/conversations.ts';
import { NotCollectedBody, PaymentMethodBody } from '../../schemas/service-packages.ts';
import { notFound } from '../../server/errors.ts';
import { refuseBlank } from '../../server/given-values.ts';
import { agreed, agreedAtBooking } from './collection.ts';
import { packages } from './package-cases.ts';

const tags = ['payments'];

export const paymentRequestRoutes = caseRoutes(servicePackage)({
  ...packages,
  tags,
  verbs: {
    'payment-requests': {
      access: 'service-package.request-payment',
      summary: 'Ask the customer to pay by a method',
      description:
        'FK-07, FK-10: a link, a code or a collection at the door. An earlier request can no longer be paid. Cash needs the collection form, here or from the booking. The customer is not chased before the collection time (FK-02). FK-12: a payment request made during the last call brings an unpaid, cancelled package back once it is paid.',
      body: PaymentMethodBody,
      status: 201,
      words: ({ method, collection }, one) => (isCollected(one, method) ? collection?.address : null),
      command({ body: { method, collection: form }, one }, by, noteId) {
        refuseBlank('/collection/address', form?.address);
        const collection = isCollected(one, method) ? (agreed(form, noteId) ?? agreedAtBooking(one)) : null;
        return { kind: 'request-payment', by, requestId: randomUUID(), method, collection };
      },
    },
  },
});

export const collectionRoutes = caseRoutes(servicePackage)({
  ...packages,
  tags,
  path: '/v1/payment-requests',
  partOf: 'payment_requests',
  verbs: {
    collected: {
      access: 'service-package.collect-cash',
      summary: 'The money was taken, at the door or at a desk',
      description: 'Pays the package. For a cancelled one the money is held until a person decides (`heldPayments`).',
      body: EmptyBody,
      command: ({ params: { id: requestId } }, by) => ({ kind: 'collect-cash', by, requestId }),
    },
    'not-collected': {
      access: 'service-package.collect-cash',
      summary: 'The courier came back without the money',
      description:
        'FK-02: the request ends and a call is due at once. The package is lost at the end of work on the day before its first visit, or two hours later where that is sooner or past.',
      body: NotCollectedBody,
      words: ({ reason }) => reason,
      command({ body, params: { id: requestId } }, by, noteId) {
        refuseBlank('/reason', body.reason);
        return { kind: 'not-collected', by, requestId, noteId };
      },
    },
  },
});

function isCollected({ policy }: PackageCase, method: string): boolean {
  return paymentWay(policy, method)?.kind === 'collection';
}

const Decision = Type.Object(
  { paymentId: Type.String({ minLength: 1, maxLength: 200 }), decision: Type.Enum(['refund', 'revive']) },
  { additionalProperties: false },
);

export const heldPaymentRoutes = caseRoutes(servicePackage)({
  ...packages,
  tags,
  verbs: {
    'held-payments/decide': {
      access: 'service-package.decide-payment',
      summary: 'Decide on money that bought nothing',
      description:
        '`refund` prepares a refund in full, which another person approves; `revive` lets a package that was cancelled unpaid go on.',
      body: Decision,
      command({ body: { paymentId, decision }, one }, by) {
        if (!one.record.state.heldPayments.some(({ id }) => id === paymentId)) notFound();
        return { kind: 'decide-payment', by, paymentId, decision, refundId: randomUUID() };
      },
    },
  },
});
