// A few routes of its own with their whole description, without a database.
import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance, RouteOptions } from 'fastify';
import Type from 'typebox';
import { docsPage } from '../../../api/plugins/docs-page.ts';
import { openapi } from '../../../api/plugins/openapi.ts';
import { securityHeaders } from '../../../api/plugins/security-headers.ts';
import { components } from '../../../api/schemas/index.ts';
import { SHORTEST_ANONYMOUS_KEY } from '../../../api/server/idempotency-keys.ts';
import { DEMANDED, NEVER_EMPTY, OWN_WORDS } from '../../../api/schemas/program-words.ts';
import { smallApp } from './small-app.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- a document is looked at with partial matchers
type Document = any;
const closed = { additionalProperties: false } as const;
const Answer = Type.Object({ ok: Type.Boolean() });
const ok = async () => ({ ok: true });
const REFUSALS = [400, 401, 403, 404, 409, 413, 415, 422, 429, 503];

let routes: RouteOptions[] = [];

async function appWith(publicUrl?: string): Promise<FastifyInstance> {
  return smallApp(async (app) => {
    app.addHook('onRoute', (route) => void routes.push(route));
    for (const component of components) app.addSchema(component);
    await app.register(securityHeaders, { overHttps: false });
    await app.register(openapi, { publicUrl });
    app.get(
      '/v1/any',
      { config: { access: 'anyone' }, schema: { summary: 'any', response: { 200: Answer } } },
      async () => ({ ok: true }),
    );
    app.get('/v1/unsaid', { schema: { response: { 200: Answer, 404: Answer, 418: Answer } } }, async () => ({
      ok: true,
    }));
    const querystring = Type.Object({
      limit: Type.Integer({ default: 50 }),
      queue: Type.String({ format: 'program-queue', [OWN_WORDS]: true }),
    });
    app.get(
      '/v1/admin',
      { config: { access: 'admin' }, schema: { querystring, response: { 200: Answer } } },
      async () => ({ ok: true }),
    );
    app.get('/v1/staff', { config: { access: 'staff' }, schema: { response: { 200: Answer } } }, async () => ({
      ok: true,
    }));
    const bodies = {
      needed: Type.Object({ name: Type.String() }, closed),
      free: Type.Object({ name: Type.Optional(Type.String({ enum: ['a', 'b'] })) }, closed),
      demanded: Type.Object({ word: Type.Optional(Type.String({ [DEMANDED]: true })) }, closed),
      some: Type.Object({ name: Type.Optional(Type.String()) }, { ...closed, [NEVER_EMPTY]: true }),
      nothing: Type.Union([Type.Object({ name: Type.String() }, closed), Type.Null()]),
      either: Type.Union([
        Type.Object({ name: Type.Literal('a') }, closed),
        Type.Object({ id: Type.String() }, closed),
      ]),
      list: Type.Array(Type.String({ examples: [null] })),
    };
    for (const [name, body] of Object.entries(bodies)) {
      app.post(
        `/v1/${name}`,
        { config: { access: 'staff' }, schema: { body, response: { 201: Answer } } },
        async () => ({ ok: true }),
      );
    }
    app.post(
      '/v1/files',
      { config: { access: 'staff' }, schema: { consumes: ['multipart/form-data'], response: { 201: Answer } } },
      async () => ({ ok: true }),
    );
    const documentedBody = Type.Object({ told: Type.String() });
    app.post('/v1/proven', { config: { access: 'anyone' }, schema: { documentedBody, response: { 200: Answer } } }, ok);
    const refusals = Object.fromEntries(REFUSALS.map((status) => [status, Answer]));
    app.get('/v1/refused', { schema: { response: { 200: Answer, ...refusals } } }, ok);
    app.get('/v1/hidden', { schema: { hide: true } }, async () => 'ok');
    app.get('/page', async (_request, reply) => reply.type('text/html').send('<script>other()</script>'));
    await app.register(docsPage);
  });
}

let app: FastifyInstance;
let document: Document;
const operation = (path: string, method = 'get') => document.paths[path]?.[method];
beforeAll(async () => {
  routes = [];
  app = await appWith();
  const answer = await app.inject('/openapi.json');
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  document = answer.json();
});

describe('the document', () => {
  test('says what it is, where it is served, and who proves themselves how', async () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Careline', version: '1' } });
    expect(document.info.description).toContain('Idempotency-Key');
    expect(document.servers).toEqual([{ url: '/', description: 'This installation' }]);
    const elsewhere = (await (await appWith('https://care.example')).inject('/openapi.json')).json();
    expect(elsewhere.servers).toMatchObject([{ url: 'https://care.example' }]);
    expect(document.components.securitySchemes).toEqual({
      session: { type: 'apiKey', in: 'cookie', name: 'careline_session', description: expect.stringMatching(/\w/) },
      bearer: { type: 'http', scheme: 'bearer', description: expect.stringMatching(/\w/) },
      apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: expect.stringMatching(/\w/) },
    });
  });

  test('explains each of its chapters', () => {
    expect(document.tags.map(({ name }: { name: string }) => name)).toEqual([
      ...['session', 'conversations', 'events', 'service-packages', 'payments', 'tickets', 'programs'],
      ...['notifications', 'effects', 'webhooks', 'temporal', 'administration', 'health'],
    ]);
    for (const { description } of document.tags) expect(description).toMatch(/\w/);
  });

  test('has the routes that are not hidden, and names its parts', () => {
    expect(Object.keys(document.paths)).toEqual([
      ...[
        '/v1/any',
        '/v1/unsaid',
        '/v1/admin',
        '/v1/staff',
        '/v1/needed',
        '/v1/free',
        '/v1/demanded',
        '/v1/some',
        '/v1/nothing',
        '/v1/either',
        '/v1/list',
        '/v1/files',
        '/v1/proven',
        '/v1/refused',
        '/page',
      ],
    ]);
    expect(document.components.schemas).toHaveProperty('Problem');
  });
});

describe('an operation', () => {
  test('is open to whom its rule says', () => {
    const all = [{ session: [] }, { bearer: [] }, { apiKey: [] }];
    expect(['/v1/any', '/v1/unsaid', '/v1/admin', '/v1/staff'].map((path) => operation(path).security)).toEqual([
      ...[[], [], [{ session: [] }], all],
    ]);
  });

  test('answers every error as a problem, and says what each status means', () => {
    const problem = (description: string) => ({
      description,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
    expect(operation('/v1/unsaid').responses).toEqual({
      200: { description: 'OK', content: expect.anything() },
      404: problem('Not there, or not yours to see'),
      405: {
        ...problem('A method that this path does not have: method-not-allowed'),
        headers: { Allow: { description: 'The methods that it has', schema: { type: 'string' } } },
      },
      418: problem('418'),
      '4XX': problem('Refused'),
      '5XX': problem('Not now: repeat, where Retry-After says so'),
    });
    expect(operation('/v1/needed', 'post').responses[201].description).toBe('Created');
  });

  test('says of every status that it lists what it means, as a problem', () => {
    const { responses } = operation('/v1/refused');
    for (const status of REFUSALS) {
      const { description } = responses[status];
      expect([status, description]).toEqual([status, expect.stringMatching(/[a-z]{3}/)]);
      // More than the name that HTTP has for it.
      expect(description).not.toBe(STATUS_CODES[status]);
      expect(responses[status].content).toHaveProperty('application/problem+json');
    }
  });

  test('may refuse a body where it takes one, as too large or of another kind', () => {
    const refuses = (path: string, method: string) =>
      [413, 415].map((status) => operation(path, method).responses[status] !== undefined);
    for (const path of ['/v1/needed', '/v1/files', '/v1/proven']) expect(refuses(path, 'post')).toEqual([true, true]);
    expect(refuses('/v1/any', 'get')).toEqual([false, false]);
  });

  test('takes a key of repetition where it is a POST', () => {
    const keyOf = (path: string, method: string) =>
      operation(path, method).parameters?.find(({ name }: { name: string }) => name === 'Idempotency-Key');
    expect(keyOf('/v1/needed', 'post')).toMatchObject({ in: 'header', schema: { type: 'string', maxLength: 255 } });
    expect(keyOf('/v1/needed', 'post').description ?? keyOf('/v1/needed', 'post').schema.description).toContain(
      '22 characters',
    );
    // Callers may copy the example, so it must be long enough.
    expect(keyOf('/v1/needed', 'post').example.length).toBeGreaterThanOrEqual(SHORTEST_ANONYMOUS_KEY);
    expect(keyOf('/v1/any', 'get')).toBeUndefined();
  });

  test('lets out what has a default, and gives no words of programs out as an enum', () => {
    const [limit, queue] = operation('/v1/admin').parameters;
    expect([limit.required, queue.required]).toEqual([false, true]);
    expect(queue.schema).toEqual({ type: 'string' });
    expect(limit.schema).not.toHaveProperty('format');
  });

  test('needs a body where a field of it is needed', () => {
    const names = ['needed', 'free', 'nothing', 'demanded', 'some', 'either', 'list'];
    const required = names.map((name) => operation(`/v1/${name}`, 'post').requestBody.required);
    expect(required).toEqual([true, false, false, true, true, true, true]);
    expect(JSON.stringify(operation('/v1/either', 'post').requestBody)).toContain('"const":"a"');
    const { schema } = operation('/v1/demanded', 'post').requestBody.content['application/json'];
    expect(schema).toMatchObject({ required: ['word'], properties: { word: { type: 'string', minLength: 1 } } });
    expect(JSON.stringify(operation('/v1/free', 'post').requestBody)).toContain('"enum":["a","b"]');
  });

  test('of what is proven by its bytes says what to send', () => {
    const { content } = operation('/v1/proven', 'post').requestBody;
    expect(content['application/json'].schema).toMatchObject({ properties: { told: { type: 'string' } } });
  });

  test('of files says what to send', () => {
    const { content } = operation('/v1/files', 'post').requestBody;
    expect(content['multipart/form-data'].schema).toMatchObject({
      ...{ type: 'object', required: ['file'] },
      properties: {
        clientMessageId: { type: 'string', maxLength: 200, description: expect.stringMatching(/\w/) },
        file: { type: 'string', format: 'binary' },
      },
    });
  });
});

test('the page runs its own script and no other, and loosens the policy of no other page', async () => {
  const page = await app.inject('/docs/');
  const [, inline = ''] = /<script type="text\/javascript">([\s\S]*?)<\/script>/.exec(page.body) ?? [];
  for (const wish of ['/openapi.json', 'withDefaultFonts', 'telemetry', 'hideClientButton', 'showDeveloperTools']) {
    expect(inline).toContain(wish);
  }
  expect(page.body).toContain('<title>Careline API</title>');
  const hash = createHash('sha256').update(inline).digest('base64');
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain(`script-src 'self' 'sha256-${hash}';style-src 'self' 'unsafe-inline';`);
  for (const url of ['/page', '/openapi.json', '/docs/js/scalar.js']) {
    const other = String((await app.inject(url)).headers['content-security-policy']);
    expect([url, other]).toEqual([url, expect.stringContaining("script-src 'self';style-src 'self';")]);
  }
});

test('document and page are open to anyone, and leave the rules of other routes alone', () => {
  const rulesOf = (isMeant: (url: string) => boolean) =>
    new Set(routes.filter(({ url }) => isMeant(url)).map(({ config }) => config?.access));
  const isOurs = (url: string) => url === '/openapi.json' || url.startsWith('/docs');
  expect(routes.filter(({ url }) => isOurs(url)).length).toBeGreaterThan(2);
  expect(rulesOf(isOurs)).toEqual(new Set(['anyone']));
  expect(rulesOf((url) => url === '/page')).toEqual(new Set([undefined]));
});
