// A person pays in place of a provider's webhook, only for methods without a real provider.
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Em } from '../../db/orm.ts';
import { type ServicePackageRecord, servicePackageNamed } from '../../db/read/service-packages.ts';
import { receiveActedOn } from '../../db/write/inbox.ts';
import { enqueue } from '../../db/write/outbox.ts';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
import { isSameAmount, type Money, money } from '../../domain/money.ts';
import { kindOf } from '../../domain/service-package/methods.ts';
import { type VendorSettings, vendorsOf, channelProviders } from '../../platform/vendor-settings.ts';
import { accountOf } from '../../programs/index.ts';
import { paymentNotice } from '../../workflows/service-package/contract.ts';
import { shownNow } from '../cases/routes.ts';
import { problems } from '../schemas/problems.ts';
import { PackageParams, ServicePackageView } from '../schemas/service-packages.ts';
import { Ref } from '../schemas/shared.ts';
import type { CarelineApp } from '../server/careline-app.ts';
import { notFound } from '../server/errors.ts';
import { packages } from './service-packages/package-cases.ts';

const SandboxPayment = Type.Object(
  {
    amountMinor: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })),
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    outcome: Type.Optional(Type.Enum(['paid', 'declined'])),
  },
  { additionalProperties: false },
);

const pay = {
  // The same request is the same event, so that a repetition finds it.
  config: { access: 'service-package.pay-in-sandbox', partOf: 'payment_requests', idempotency: 'natural' },
  schema: {
    tags: ['payments'],
    summary: 'Pay a request as its customer would; where the method has no real provider',
    description:
      'Goes the way of a provider’s webhook: the inbox, and a notice to the package. The answer comes when the package has heard of it; where that takes more than a few seconds it shows the package as it was, and it hears of it later. Without a body it is the price; another amount or currency does not pay the request and is held. `declined` is a try that fails. 404 where the method has a real provider. Twice is once.',
    params: PackageParams,
    body: Type.Optional(Type.Union([SandboxPayment, Type.Null()])),
    response: { 200: Ref(ServicePackageView), ...problems(400, 401, 403, 404, 503) },
  },
} as const;

export async function sandboxRoutes(app: CarelineApp, { settings }: { settings: VendorSettings }): Promise<void> {
  const providers = channelProviders(vendorsOf(settings));
  const isSandbox = (program: string, request: Request) => {
    const kind = kindOf(request);
    if (kind === 'by-hand') return false;
    if (request.account !== undefined) return accountOf(program, request.account)?.sandbox === true;
    return providers[kind] === 'sandbox';
  };

  app.post('/v1/sandbox/payment-requests/:id/pay', pay, async (request) => {
    const { record } = request.servicePackage;
    const { id } = request.params;
    const asked = record.state.paymentRequests.find((one) => one.id === id);
    if (asked === undefined || !isSandbox(record.program, asked)) notFound();
    // A failed try has no consequence, as with a provider.
    if (request.body?.outcome === 'declined') return shownNow(packages, request);
    const at = toInstant(app.clock.now());
    const notice = noticeOf(record, asked, paidWith(record, request.body), at);
    await request.em.transactional((em) => keep(em, record, notice, at));
    await app.cases.deliver(notice.workflowId);
    await untilTold(request, notice.payload.input.receipt.id);
    return shownNow(packages, request);
  });
}

type Request = ServicePackageRecord['state']['paymentRequests'][number];
type Notice = ReturnType<typeof paymentNotice>;
type Paid = Static<typeof SandboxPayment> | null | undefined;

function paidWith({ state: { price } }: ServicePackageRecord, paid: Paid): Money {
  return money(paid?.amountMinor ?? price.amountMinor, paid?.currency ?? price.currency);
}

function noticeOf(
  { id: caseId, program, state }: ServicePackageRecord,
  { id, method }: Request,
  amount: Money,
  at: Instant,
): Notice {
  // Another amount is another payment, and each may come twice.
  const other = isSameAmount(amount, state.price) ? '' : `/${amount.amountMinor}-${amount.currency}`;
  const receipt = { id: `sandbox/${id}${other}`, requestId: id, method, amount, by: 'sandbox' };
  return paymentNotice({ caseId, program }, { receipt, at });
}

// A webhook needs two transactions, receiving and acting; here one is enough.
async function keep(em: Em, { id: caseId }: ServicePackageRecord, notice: Notice, at: Instant): Promise<void> {
  const { receipt } = notice.payload.input;
  const event = { source: 'sandbox', eventId: receipt.id, caseId, body: receipt };
  if (await receiveActedOn(em, event, at)) await enqueue(em, notice, at);
}

const LOOK_EVERY_MS = 50;
const LOOKS = 100;

/** Returns when the package has heard of the money, or after about five seconds. */
async function untilTold(request: FastifyRequest, receiptId: string): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const { state } = await servicePackageNamed(request.em, request.servicePackage.record.id);
    if ([state.payment, ...state.heldPayments].some((payment) => payment?.id === receiptId)) return;
    await pause(LOOK_EVERY_MS);
  }
}
