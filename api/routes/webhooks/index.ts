// A webhook is proven by its bytes, stored in the inbox once and answered right away; the inbox relay acts on it later.
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { receiveEvent } from '../../../db/write/inbox.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import type { VendorSettings } from '../../../platform/vendor-settings.ts';
import { problems } from '../../schemas/problems.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { ProblemError } from '../../server/errors.ts';
import { Name } from '../../schemas/shared.ts';
import { accountCheck, type ReceivedRequest, type WebhookCheck, webhookChecks } from '../../vendors/webhook-checks.ts';
import { type VendorWebhook, vendorWebhooks } from '../../vendors/webhooks.ts';

// The largest one seen has a few kilobytes.
const LARGEST_BYTES = 64 * 1024;
// A report may hold the mail that it is about, but servers cut it.
const LARGEST_MAIL_BYTES = 1024 * 1024;

const Kept = Type.Object({ kept: Type.Literal(true) }, { description: 'Kept; acted on soon, and once' });

const AccountPath = Type.Object({ program: Name, account: Name });

// Only for the document: the bytes are signed, and each provider documents what it sends.
const sent = (vendor: string) => ({
  type: 'object',
  additionalProperties: true,
  minProperties: 1,
  description: `As ${vendor} documents it`,
});

const sentMail = { type: 'string', minLength: 1, description: 'The bytes of the mail' };

type Described = Pick<VendorWebhook, 'vendor' | 'summary' | 'description' | 'isMail'> & {
  forms: VendorWebhook['form'][];
};

const webhook = ({ vendor, summary, description, forms, isMail }: Described) => ({
  config: { access: 'anyone', idempotency: 'natural', query: 'open' } as const,
  bodyLimit: isMail === true ? LARGEST_MAIL_BYTES : LARGEST_BYTES,
  schema: {
    tags: ['webhooks'],
    summary,
    description: `${description} 403 \`signature-invalid\` for a missing or wrong signature; a repeated event gets the same answer as the first.`,
    consumes: forms,
    documentedBody: isMail === true ? sentMail : sent(vendor),
    response: { 200: Kept, ...(isMail === true ? problems(403, 404, 413, 422, 503) : problems(403, 413, 503)) },
  },
});

const hmac = Type.Object({
  hmac: Type.Optional(Type.String({ description: 'HMAC-SHA512 of the signed values, hexadecimal' })),
});

const ofAccount = webhook({
  vendor: 'the provider',
  summary: 'The provider of a program’s own account reports',
  description:
    'For an account of `vendors` in the program’s document, in the form and with the signature of its adapter.',
  forms: ['application/json', 'application/x-www-form-urlencoded'],
});

/**
 * `settings` are those of the outside systems. Without credentials nothing can be proven, and every request gets 403.
 */
export async function webhookRoutes(app: CarelineApp, { settings }: { settings: VendorSettings }): Promise<void> {
  const checks = webhookChecks(settings);
  // Only within this group of routes: the raw bytes are signed.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  for (const { source, path, signsQuery, form, ...about } of vendorWebhooks) {
    const { schema, ...route } = webhook({ ...about, forms: [form] });
    const signed = signsQuery === true ? { ...schema, querystring: hmac } : schema;
    app.post(`/v1/webhooks/${path}`, { ...route, schema: signed }, (request) =>
      keep(app, request, source, checks[source] ?? null),
    );
  }
  app.post(
    '/v1/webhooks/accounts/:program/:account',
    { ...ofAccount, schema: { ...ofAccount.schema, params: AccountPath, querystring: hmac } },
    (request) => {
      const { program, account } = request.params;
      return keep(app, request, `${program}/${account}`, accountCheck(program, account, settings));
    },
  );
}

async function keep(
  app: CarelineApp,
  request: FastifyRequest,
  source: string,
  check: WebhookCheck | null,
): Promise<{ kept: true }> {
  const event = (await check?.(received(request))) ?? null;
  if (event === null) throw new ProblemError('signature-invalid', 'the signature is missing or wrong');
  const { caseId, body } = await event.kept(request.em);
  await receiveEvent(request.em, { source, eventId: event.eventId, caseId, body }, toInstant(app.clock.now()));
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
