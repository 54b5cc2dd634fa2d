// A webhook is proven by its bytes, stored in the inbox once and answered right away; the inbox relay acts on it later.
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { receiveEvent } from '../../../db/write/inbox.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { type VendorSettings, vendorsOf } from '../../../platform/vendor-settings.ts';
import { problems } from '../../schemas/problems.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { ProblemError } from '../../server/errors.ts';
import { type ReceivedRequest, type WebhookCheck, webhookChecks } from './webhook-checks.ts';

// The largest one seen has a few kilobytes.
const LARGEST_BYTES = 64 * 1024;

const Kept = Type.Object({ kept: Type.Literal(true) }, { description: 'Kept; acted on soon, and once' });

type Form = 'application/json' | 'application/x-www-form-urlencoded';

// Only for the document: the bytes are signed, and each provider documents what it sends.
const sent = (vendor: string) => ({
  type: 'object',
  additionalProperties: true,
  minProperties: 1,
  description: `As ${vendor} documents it`,
});

const webhook = (vendor: string, summary: string, description: string, form: Form = 'application/json') => ({
  config: { access: 'anyone', idempotency: 'natural', query: 'open' } as const,
  bodyLimit: LARGEST_BYTES,
  schema: {
    tags: ['webhooks'],
    summary,
    description: `${description} 403 \`signature-invalid\` for a missing or wrong signature; a repeated event gets the same answer as the first.`,
    consumes: [form],
    documentedBody: sent(vendor),
    response: { 200: Kept, ...problems(403, 413, 503) },
  },
});

const hmac = Type.Object({
  hmac: Type.Optional(Type.String({ description: 'HMAC-SHA512 of the signed values, hexadecimal' })),
});

/**
 * `settings` are those of the outside systems. Without credentials nothing can be proven, and every request gets 403.
 */
export async function webhookRoutes(app: CarelineApp, { settings }: { settings: VendorSettings }): Promise<void> {
  const checks = webhookChecks(vendorsOf(settings), settings);
  // Only within this group of routes: the raw bytes are signed.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  const paymob = webhook(
    'Paymob',
    'Paymob reports a transaction',
    'Paymob Accept’s transaction callback (processed), JSON with `hmac` in the query.',
  );
  app.post('/v1/webhooks/paymob', { ...paymob, schema: { ...paymob.schema, querystring: hmac } }, (request) =>
    keep(app, request, 'paymob', checks.paymob),
  );
  app.post(
    '/v1/webhooks/fawry',
    webhook('Fawry', 'Fawry reports an order', 'FawryPay’s server notification V2, JSON with `messageSignature`.'),
    (request) => keep(app, request, 'fawry', checks.fawry),
  );
  app.post(
    '/v1/webhooks/twilio/message-status',
    webhook(
      'Twilio',
      'Twilio reports on an SMS',
      'A status callback, a form signed by `X-Twilio-Signature` for our public address.',
      'application/x-www-form-urlencoded',
    ),
    (request) => keep(app, request, 'twilio', checks.twilio),
  );
  app.post(
    '/v1/webhooks/freshdesk',
    webhook(
      'Freshdesk',
      'Freshdesk reports a ticket',
      'Our automation there sends `X-Careline-Secret`, the ticket’s id, status and time of change.',
    ),
    (request) => keep(app, request, 'freshdesk', checks.freshdesk),
  );
}

async function keep(
  app: CarelineApp,
  request: FastifyRequest,
  source: string,
  check: WebhookCheck,
): Promise<{ kept: true }> {
  const event = check(received(request));
  if (event === null) throw new ProblemError('signature-invalid', 'the signature is missing or wrong');
  const { eventId, body, caseOf } = event;
  const caseId = await caseOf(request.em);
  await receiveEvent(request.em, { source, eventId, caseId, body }, toInstant(app.clock.now()));
  return { kept: true };
}

function received({ raw, headers, query, body }: FastifyRequest): ReceivedRequest {
  return {
    pathAndQuery: raw.url ?? '',
    header(name) {
      const value = headers[name];
      return typeof value === 'string' ? value : undefined;
    },
    query: query as Record<string, unknown>,
    rawBody: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
  };
}
