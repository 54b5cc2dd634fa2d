// FawryPay on a loopback port. It signs as Fawry's pages say, with separate code.
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { say, type VendorAnswer, vendorServer } from './vendor-server.ts';

export const MERCHANT_CODE = '1tSa6uxz2nTwlaAmt38enA==';
export const SECURE_KEY = '259af31fc2f74453b3a55739b21ae9ef';

export type FawryOrder = {
  merchantRefNum: string;
  referenceNumber: string;
  amount: number;
  refunded: number;
  status: string;
  request: Record<string, unknown>;
};

const hash = (...parts: string[]) => createHash('sha256').update(parts.join('')).digest('hex');
// Fawry refuses with 200 as well: its own code is in the body.
const coded = (statusCode: number, statusDescription: string): VendorAnswer => ({
  status: 200,
  body: { type: 'ResponseDataModel', statusCode, statusDescription },
});
const errors = {
  tooMany: { status: 429, body: {}, headers: { 'retry-after': '7' } },
  broken: { status: 500, body: { code: '500', description: 'Unexpected Error', reason: 'Internal' } },
};
const wrongSignature = coded(9946, 'Blank or invalid signature');

export async function startFawry() {
  const server = vendorServer();
  const orders: FawryOrder[] = [];
  const accepted: string[] = [];
  const refundsOf: string[] = [];
  const ended: string[] = [];
  const { app } = server;
  const bodyOf = ({ body }: { body: unknown }) => JSON.parse(String(body)) as Record<string, string & number>;
  const text = (value: unknown) => String(value ?? '');
  app.post('/ECommerceWeb/Fawry/payments/charge', (request, reply) => {
    const asked = bodyOf(request);
    const { merchantCode, merchantRefNum, customerProfileId, paymentMethod, amount, signature } = asked;
    const signed = [
      merchantCode,
      merchantRefNum,
      customerProfileId,
      paymentMethod,
      Number(amount).toFixed(2),
      SECURE_KEY,
    ];
    if (merchantCode !== MERCHANT_CODE) return say(reply, coded(9901, 'merchant code is blank or invalid'));
    if (signature !== hash(...signed.map(text))) return say(reply, wrongSignature);
    if (Number(amount) < 1) return say(reply, coded(9932, 'Amount is not valid'));
    // Fawry documents that a reference is accepted once, but not the code of this refusal.
    if (orders.some((order) => order.merchantRefNum === merchantRefNum))
      return say(reply, coded(9954, 'Duplicate merchantRefNum'));
    return server.effect(
      reply,
      () => {
        const referenceNumber = String(931_215_518 + orders.length);
        orders.push({
          merchantRefNum: text(merchantRefNum),
          referenceNumber,
          amount: Number(amount),
          refunded: 0,
          status: 'NEW',
          request: asked,
        });
        accepted.push(text(merchantRefNum));
        const known = { referenceNumber, merchantRefNumber: merchantRefNum, expirationTime: asked['paymentExpiry'] };
        return {
          status: 200,
          body: { type: 'ChargeResponse', ...known, statusCode: 200, statusDescription: 'Operation done successfully' },
        };
      },
      errors,
    );
  });
  app.get('/ECommerceWeb/Fawry/payments/status/v2', (request, reply) => {
    const { merchantCode = '', merchantRefNumber = '', signature } = request.query as Record<string, string>;
    if (signature !== hash(merchantCode, merchantRefNumber, SECURE_KEY)) return say(reply, wrongSignature);
    const order = orders.find(({ merchantRefNum }) => merchantRefNum === merchantRefNumber);
    return say(
      reply,
      order === undefined ? coded(9938, 'payment not found') : { status: 200, body: statusBody(order) },
    );
  });
  app.post('/ECommerceWeb/Fawry/payments/refund', (request, reply) => refund(request, reply));
  function refund(request: { body: unknown }, reply: FastifyReply) {
    const { merchantCode, referenceNumber, refundAmount, reason, signature } = bodyOf(request);
    const signed = [merchantCode, referenceNumber, Number(refundAmount).toFixed(2), reason, SECURE_KEY];
    if (signature !== hash(...signed.map(text))) return say(reply, wrongSignature);
    const order = orders.find((found) => found.referenceNumber === referenceNumber);
    if (order === undefined) return say(reply, coded(9938, 'payment not found'));
    const total = order.refunded + Number(refundAmount);
    if (order.status === 'NEW' || total > order.amount)
      return say(reply, coded(9935, 'Refund amount is greater than paid amount'));
    return server.effect(
      reply,
      () => {
        Object.assign(order, { refunded: total, status: total === order.amount ? 'REFUNDED' : 'PARTIAL_REFUNDED' });
        refundsOf.push(order.referenceNumber);
        return coded(200, 'Operation done successfully');
      },
      errors,
    );
  }
  app.post('/ECommerceWeb/api/orders/cancel-unpaid-order', (request, reply) => {
    const { merchantAccount, orderRefNo, lang, signature } = bodyOf(request);
    if (signature !== hash(...[orderRefNo, merchantAccount, lang, SECURE_KEY].map(text)))
      return say(reply, wrongSignature);
    const order = orders.find(({ referenceNumber, status }) => referenceNumber === orderRefNo && status === 'NEW');
    // Fawry does not document its code for an order that is paid or ended.
    if (order === undefined) return say(reply, coded(9938, 'payment not found'));
    return server.effect(
      reply,
      () => {
        order.status = 'CANCELED';
        ended.push(order.merchantRefNum);
        return coded(200, 'Operation done successfully');
      },
      errors,
    );
  });
  await server.listen();
  return Object.assign(server, { orders, accepted, refundsOf, ended });
}

function statusBody({ merchantRefNum, referenceNumber, amount, status }: FawryOrder) {
  const known = {
    referenceNumber,
    merchantRefNumber: merchantRefNum,
    orderAmount: amount,
    paymentAmount: amount,
    fawryFees: 0,
  };
  const rest = {
    orderStatus: status,
    paymentMethod: 'PayAtFawry',
    statusCode: 200,
    statusDescription: 'Operation done successfully',
  };
  return { type: 'PaymentStatusResponse', ...known, ...rest };
}
