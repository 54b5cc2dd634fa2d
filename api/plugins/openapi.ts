import { STATUS_CODES } from 'node:http';
import swagger from '@fastify/swagger';
import type { FastifySchema, RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import type { RouteRule } from '../../domain/access/route-access.ts';
import { Problem } from '../schemas/problems.ts';
import { DEMANDED, NEVER_EMPTY, OWN_WORDS } from '../schemas/program-words.ts';
import { FREE_TEXT, Ref } from '../schemas/shared.ts';
import { SHORTEST_ANONYMOUS_KEY } from '../server/idempotency-keys.ts';
import { SESSION_COOKIE } from './sessions.ts';

const description = `Long-running customer-care processes. Errors are \`application/problem+json\` with a stable \`code\`;
\`Idempotency-Key\` is accepted on every POST; lists are \`{items, nextCursor}\`; instants are RFC 3339 in UTC.`;

const tags = [
  { name: 'session', description: 'Logging in and out' },
  { name: 'conversations', description: 'Chats, from the first message to the rating' },
  { name: 'events', description: 'Live updates' },
  { name: 'service-packages', description: 'Prepaid packages of visits: booking, visits, cancellation' },
  { name: 'payments', description: 'Requests to pay, money that bought nothing, refunds' },
  { name: 'tickets', description: 'Tasks of a team, with a due time and a mandatory result' },
  { name: 'programs', description: 'The client businesses, and their absences' },
  { name: 'notifications', description: 'News for the caller' },
  { name: 'effects', description: 'What leaves Careline: SMS, mails, payment requests, refunds, help desk changes' },
  { name: 'webhooks', description: 'Called by providers, each with its own signature' },
  { name: 'temporal', description: 'For Temporal’s own UI and command line' },
  { name: 'administration', description: 'People, API keys and the audit trail' },
  { name: 'health', description: 'For the operators of this installation' },
];

const securitySchemes = {
  session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: 'People: the cookie of POST /v1/login' },
  bearer: { type: 'http', scheme: 'bearer', description: 'Customers: customerToken. Apps: an API key' },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'Apps: an API key' },
} as const;

export const openapi = fp<{ publicUrl?: string | undefined }>(
  async (app, { publicUrl }) => {
    app.addHook('onRoute', describeCommon);
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: { title: 'Careline', version: '1', description },
        servers: [{ url: publicUrl ?? '/', description: 'This installation' }],
        tags,
        components: { securitySchemes },
      },
      convertConstToEnum: false,
      refResolver: { buildLocalReference: ({ $id }, _base, _fragment, index) => String($id ?? `schema-${index}`) },
      transform: ({ schema, url }) => ({ schema: withBody(schema), url }),
      transformObject: (made) =>
        'openapiObject' in made ? finished(made.openapiObject as Document) : made.swaggerObject,
    });
  },
  { name: 'openapi' },
);

type Described = FastifySchema & { consumes?: readonly string[]; documentedBody?: object };

/** A streamed body, or one proven by its bytes, is not validated. The document still says what to send. */
function withBody({ documentedBody, ...schema }: Described = {}): Described {
  if (documentedBody !== undefined) return { ...schema, body: documentedBody };
  return schema.consumes?.includes('multipart/form-data') ? { ...schema, body: uploadBody } : schema;
}

const uploadBody = {
  type: 'object',
  required: ['file'],
  properties: {
    clientMessageId: {
      type: 'string',
      maxLength: 200,
      description: 'Before the file; the same id again is the same file',
    },
    file: { type: 'string', format: 'binary' },
  },
};

const problemJson = (text: string) => ({
  description: text,
  content: { 'application/problem+json': { schema: Ref(Problem) } },
});

const notAllowed = {
  ...problemJson('A method that this path does not have: method-not-allowed'),
  headers: { Allow: { description: 'The methods that it has', type: 'string' } },
};

/** Adds the common parts to every route: authentication, the idempotency key, the errors. */
function describeCommon(route: RouteOptions): void {
  const { schema, config, method } = route;
  if (schema === undefined || schema.hide === true || method === 'HEAD') return;
  const rule = config?.access;
  const answers = Object.entries((schema.response ?? {}) as Record<string, unknown>);
  const described = answers.map(([status, answer]) => [
    status,
    Number(status) < 400 ? answer : problemJson(meaning[status] ?? status),
  ]);
  schema.response = {
    ...Object.fromEntries(described),
    ...(hasBody(schema) ? { 413: problemJson(meaning[413]), 415: problemJson(meaning[415]) } : {}),
    405: notAllowed,
    '4xx': problemJson('Refused'),
    '5xx': problemJson('Not now: repeat, where Retry-After says so'),
  };
  schema.security = securityOf(rule);
  if (method === 'POST') schema.headers = { type: 'object', properties: { 'Idempotency-Key': repetitionKey } };
}

function hasBody({ body, consumes, documentedBody }: Described): boolean {
  return body !== undefined || consumes !== undefined || documentedBody !== undefined;
}

const meaning: Record<string, string> & Record<413 | 415, string> = {
  400: 'Does not fit the schema: invalid-request',
  401: 'Not logged in',
  403: 'Not open to you',
  404: 'Not there, or not yours to see',
  409: 'Its state refuses',
  413: 'Too large: payload-too-large',
  415: 'Of another media type: unsupported-media-type',
  422: 'A missing or unfit value',
  429: 'Too often: wait',
  503: 'Something is down; repeat after Retry-After',
};

const repetitionKey = {
  type: 'string',
  maxLength: 255,
  description: `The same key with the same request gets the first answer again, for 24 hours. A caller with neither a login nor a token is
known by the key alone: then only one of at least ${SHORTEST_ANONYMOUS_KEY} characters, such as a UUID, does so; under a shorter one, which someone
else may have taken too, every request is one of its own.`,
  examples: ['0d2f7c1e-8f0a-4d55-9a44-5b8a3b7f1c11'],
};

function securityOf(rule: RouteRule | undefined): ReadonlyArray<Record<string, readonly string[]>> {
  if (rule === undefined || rule === 'anyone') return [];
  return rule === 'admin' ? [{ session: [] }] : [{ session: [] }, { bearer: [] }, { apiKey: [] }];
}

type BodySchema = { type?: string; required?: string[]; minProperties?: number; anyOf?: { type?: string }[] };
type Operation = {
  parameters?: { required?: boolean; schema: { default?: unknown } }[];
  requestBody?: { required?: boolean; content: Record<string, { schema: BodySchema }> };
  responses: Record<string, { description: string }>;
};
type Document = { paths: Record<string, Record<string, Operation>> };

/** Adds what the generator cannot know: optional parts, where a program's words are listed, the text of a status. */
function finished(document: Document): Document {
  for (const operation of Object.values(document.paths).flatMap((item) => Object.values(item))) {
    const { parameters = [], requestBody, responses } = operation;
    // Every list applies its own defaults when a parameter is missing.
    for (const parameter of parameters) if (parameter.schema.default !== undefined) parameter.required = false;
    asWritten([parameters, requestBody]);
    const bodies = Object.values(requestBody?.content ?? {});
    if (requestBody !== undefined && bodies.some(({ schema }) => mayBeLeftOut(schema))) requestBody.required = false;
    for (const [status, response] of Object.entries(responses)) {
      if (response.description === 'Default Response') response.description = STATUS_CODES[status] ?? status;
    }
  }
  return document;
}

/** A missing body is read as an object without fields. */
function mayBeLeftOut({ type, required = [], minProperties = 0, anyOf }: BodySchema): boolean {
  return (
    (type === 'object' && required.length === 0 && minProperties === 0) ||
    anyOf?.some((one) => one.type === 'null') === true
  );
}

type Written = {
  format?: unknown;
  type?: unknown;
  minProperties?: number;
  properties?: Record<string, object>;
  required?: string[];
} & Record<string, unknown>;

/**
 * A program's words have no format of the API: the document shows a text and says where the program lists them. A
 * field that a rule demands is required, although the schema leaves the refusal to the rule.
 */
function asWritten(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  const written = part as Written;
  if (written[OWN_WORDS] === true) {
    delete written.format;
    delete written[OWN_WORDS];
  }
  delete written[FREE_TEXT];
  if (written[NEVER_EMPTY] === true) {
    delete written[NEVER_EMPTY];
    written.minProperties = 1;
  }
  const demanded = Object.entries(written.properties ?? {}).filter(([, property]) => DEMANDED in property);
  for (const [, property] of demanded) {
    Object.assign(property, { type: 'string', minLength: 1 });
    delete (property as Written)[DEMANDED];
  }
  if (demanded.length > 0) written.required = [...(written.required ?? []), ...demanded.map(([name]) => name)];
  for (const inner of Object.values(part)) asWritten(inner);
}
