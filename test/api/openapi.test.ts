import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allPrograms } from '../../programs/index.ts';
import { startApi, type TestApi } from '../harness/api.ts';

type Parameter = {
  name: string;
  in: string;
  required?: boolean;
  schema: { default?: unknown; enum?: unknown[]; minimum?: number; maximum?: number };
};
type Operation = {
  summary?: string;
  tags?: string[];
  security?: object[];
  requestBody?: { required: boolean; content: Record<string, object> };
  description?: string;
  parameters?: Parameter[];
  responses: Record<string, { content?: Record<string, { schema: Schema }>; headers?: object }>;
};
type Schema = { $ref?: string; properties?: Record<string, unknown> };
type Document = {
  openapi: string;
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, unknown> };
};

let api: TestApi;
let document: Document;
let operations: [string, Operation][];
beforeAll(async () => {
  api = await startApi();
  document = (await api.call({ url: '/openapi.json' })).json<Document>();
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
  );
});
afterAll(() => api.close());

test('it is OpenAPI 3.1 with the three ways of proving who one is', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.components.securitySchemes)).toEqual(['session', 'bearer', 'apiKey']);
});

test('every operation says what it is, for whom, and what it answers', () => {
  const tags = document.tags.map(({ name }) => name);
  expect(operations.length).toBeGreaterThan(25);
  for (const [name, { summary, description = '', tags: own, security, responses }] of operations) {
    expect([name, description.length > 40]).toEqual([name, true]);
    expect([name, typeof summary, Array.isArray(security)]).toEqual([name, 'string', true]);
    expect([name, own?.every((tag) => tags.includes(tag))]).toEqual([name, true]);
    expect([name, Object.keys(responses).some((status) => status.startsWith('2'))]).toEqual([name, true]);
  }
});

test('it says where it is served', () => {
  expect(document.servers).toEqual([{ url: '/', description: 'This installation' }]);
});

test('a parameter with a default may be left out', () => {
  for (const [name, { parameters = [] }] of operations) {
    for (const parameter of parameters.filter(({ schema }) => schema.default !== undefined)) {
      expect([name, parameter.name, parameter.required]).toEqual([name, parameter.name, false]);
    }
  }
});

/** The operations whose answer has this field. */
function answeringWith(field: string): [string, Operation][] {
  return operations.filter(([, { responses }]) => {
    const schema = responses['200']?.content?.['application/json']?.schema;
    const named =
      schema?.$ref === undefined ? schema : document.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
    return named?.properties?.[field] !== undefined;
  });
}

test('every list in pages has a limit that may be left out, with an end, and goes on from a cursor', () => {
  const lists = answeringWith('nextCursor').filter(([, one]) => !`${one.description}`.includes('All on one page'));
  expect(lists).toHaveLength(13);
  for (const [name, { parameters = [] }] of lists) {
    const [limit, cursor] = ['limit', 'cursor'].map((wanted) => parameters.find((one) => one.name === wanted));
    const { default: fallback, minimum, maximum = Infinity } = limit?.schema ?? {};
    expect([name, limit?.required, minimum, typeof fallback]).toEqual([name, false, 1, 'number']);
    expect([name, maximum <= 1_000, Number(fallback) <= maximum]).toEqual([name, true, true]);
    expect([name, cursor?.required]).toEqual([name, false]);
  }
});

test('every list without pages says how much it holds at the most', () => {
  const paged = answeringWith('nextCursor').map(([name]) => name);
  const boards = answeringWith('items').filter(([name]) => !paged.includes(name));
  expect(boards.map(([name]) => name)).toContain('get /v1/programs/{program}/visits');
  for (const [name, { description }] of boards)
    expect([name, description]).toEqual([name, expect.stringContaining('At most 500')]);
});

/** Every word by which a program names something of its own. */
const words = new Set(
  allPrograms().flatMap(({ name, roles, conversation, tickets }) => [
    name,
    ...roles.map(({ role }) => role),
    ...Object.keys(conversation?.queues ?? {}),
    ...(conversation?.categories ?? []).map(({ category }) => category),
    ...(conversation?.dispositions ?? []).map(({ disposition }) => disposition),
    ...Object.values(tickets?.types ?? {}).map(({ type }) => type),
  ]),
);
// Words of the API itself that a program happens to use too.
const OWN = ['open', 'closed', 'cancelled', 'paid', 'other'];

test('no program’s words are an enum: they are texts, and say where the program lists them', () => {
  const enums = [...JSON.stringify(document).matchAll(/"enum":(\[[^\]]*\])/g)].map(([, list = '[]']) => list);
  expect(enums.length).toBeGreaterThan(20);
  const theirs = enums.filter((list) =>
    (JSON.parse(list) as unknown[]).some((one) => words.has(String(one)) && !OWN.includes(String(one))),
  );
  expect(theirs).toEqual([]);
  expect(JSON.stringify(document)).not.toMatch(/x-own-words|x-demanded|x-never-empty|x-extensible-enum/);
  const bodyOf = (path: string) => JSON.stringify(document.paths[path]?.['post']?.requestBody);
  for (const [path, list] of [
    ['/v1/conversations/{id}/close', 'dispositions'],
    ['/v1/conversations/{id}/transfer', 'categories'],
    ['/v1/programs/{program}/tickets', 'ticketTypes'],
    ['/v1/tickets/{id}/close', 'ticketTypes'],
  ] as const)
    expect([path, bodyOf(path)]).toEqual([
      path,
      expect.stringContaining(`\`${list}\` of \`GET /v1/programs/{program}\``),
    ]);
  const filters = document.paths['/v1/conversations']?.['get']?.parameters ?? [];
  const stage = filters.find(({ name }) => name === 'stage')?.schema.enum;
  expect(stage).toEqual(['intake', 'waiting', 'assigned', 'closed']);
});

test('what the program lists there are the words that are taken', async () => {
  const director = await api.as('director');
  const listed = (await director({ url: '/v1/programs/cdek' })).json<Record<string, { [key: string]: string }[]>>();
  const names = (list: string, key: string) => listed[list]?.map((one) => one[key]);
  expect(names('categories', 'category')).toEqual(['order', 'settlements', 'account', 'other']);
  expect(names('queues', 'queue')).toEqual(['klo', 'support', 'settlements']);
  expect(names('dispositions', 'disposition')).toContain('cod-reset');
  expect((await director({ url: '/v1/conversations?queue=klo' })).statusCode).toBe(200);
  expect((await director({ url: '/v1/conversations?queue=banana' })).json()).toMatchObject({
    status: 400,
    code: 'invalid-request',
  });
});

// A body that adds nothing to the path, or leaves everything to the rule.
const WITHOUT = [
  'post /v1/logout',
  'post /v1/programs/{program}/conversations',
  'post /v1/conversations/{id}/accept',
  'post /v1/conversations/{id}/release',
  'post /v1/service-packages/{id}/visits/{visitId}/cancel',
  'post /v1/service-packages/{id}/visits/{visitId}/complete',
  'post /v1/payment-requests/{id}/collected',
  'post /v1/service-packages/{id}/cancellation/preview',
  'post /v1/service-packages/{id}/cancellation',
  'post /v1/refunds/{id}/approve',
  'post /v1/tickets/{id}/take',
  'post /v1/sandbox/payment-requests/{id}/pay',
  'post /v1/effects/{id}/retry',
  ...['preview', 'publish', 'replay'].map((verb) => `post /v1/drafts/{id}/${verb}`),
  ...['publish', 'withdraw'].map((verb) => `post /v1/programs/{program}/versions/{version}/${verb}`),
];

test('every other POST, PUT and PATCH needs a body, in the form that it is read in', () => {
  const writing = operations.filter(([name]) => /^(?:post|put|patch) /.test(name));
  const optional = writing.filter(([, { requestBody }]) => requestBody?.required !== true).map(([name]) => name);
  expect(optional.toSorted()).toEqual(WITHOUT.toSorted());
  const forms = writing.map(([name, { requestBody }]) => [name, ...Object.keys(requestBody?.content ?? {})]);
  expect(forms.filter(([, ...types]) => types.length > 0 && types.join() !== 'application/json')).toEqual([
    ['post /v1/conversations/{id}/attachments', 'multipart/form-data'],
    ['post /v1/webhooks/twilio/message-status', 'application/x-www-form-urlencoded'],
    ['post /v1/webhooks/mail', 'message/rfc822'],
    // In the form of its adapter.
    ['post /v1/webhooks/accounts/{program}/{account}', 'application/json', 'application/x-www-form-urlencoded'],
  ]);
  expect(JSON.stringify(document.paths['/v1/conversations/{id}/close'])).toContain('"required":["disposition"]');
});

test('every answer is JSON but the stream and the files', () => {
  const others = operations.flatMap(([name, { responses }]) =>
    Object.entries(responses).flatMap(([status, { content = {} }]) => {
      const types = Object.keys(content).join();
      return Number(status) >= 400 || status.endsWith('XX') || ['', 'application/json'].includes(types)
        ? []
        : [[name, types]];
    }),
  );
  expect(others).toEqual([
    ['get /v1/attachments/{attachmentId}', '*/*'],
    ['get /v1/events', 'text/event-stream'],
  ]);
});

test('every path answers a method that it does not have with 405 and those that it has, as the document says', async () => {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
  for (const [path, item] of Object.entries(document.paths)) {
    const known = Object.keys(item).map((method) => method.toUpperCase());
    const url = path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
    for (const method of methods.filter((one) => !known.includes(one))) {
      const answer = await api.call({ method, url });
      const allow = String(answer.headers.allow).split(', ');
      expect([
        method,
        path,
        answer.statusCode,
        allow.filter((one) => one !== 'HEAD' && one !== 'OPTIONS').toSorted(),
      ]).toEqual([...[method, path, 405], known.toSorted()]);
      expect(answer.json()).toMatchObject({ code: 'method-not-allowed' });
    }
    for (const { responses } of Object.values(item)) expect(responses['405']).toMatchObject({ headers: { Allow: {} } });
  }
});

test('the stream says how to resume it and what its events hold', () => {
  const stream = document.paths['/v1/events']?.['get'];
  expect(stream?.parameters?.map(({ name, in: place }) => [place, name])).toEqual([
    ['query', 'lastEventId'],
    ['header', 'Last-Event-ID'],
  ]);
  expect(JSON.stringify(stream?.responses['200'])).toContain(
    '"contentSchema":{"$ref":"#/components/schemas/LiveEvent"}',
  );
  const described = JSON.stringify(document.components.schemas['LiveEvent']);
  for (const event of ['message', 'conversation', 'removed', 'notification', 'withdrawn', 'taken', 'resync']) {
    expect(described).toContain(`"const":"${event}"`);
  }
});

test('every error is a problem, also those that no route lists', () => {
  for (const [name, { responses }] of operations) {
    expect([name, Object.keys(responses)]).toEqual([name, expect.arrayContaining(['4XX', '5XX'])]);
    for (const [status, { content }] of Object.entries(responses)) {
      if (Number(status) < 400) continue;
      const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
      expect([name, status, content]).toEqual([name, status, problem]);
    }
  }
});

test('every POST takes an Idempotency-Key, and every reference leads somewhere', () => {
  for (const [name, { parameters = [] }] of operations) {
    const takesKey = parameters.some((parameter) => parameter.name === 'Idempotency-Key' && parameter.in === 'header');
    expect([name, takesKey]).toEqual([name, name.startsWith('post ')]);
  }
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name,
  );
  expect(references).toContain('Problem');
  for (const name of references) expect(Object.keys(document.components.schemas)).toContain(name);
  expect(JSON.stringify(document)).not.toMatch(/def-\d|"\$id"/);
});

test('a body that may be left out is not asked for, and no answer is left unexplained', () => {
  const post = (path: string) => document.paths[path]?.['post'];
  expect(post('/v1/programs/{program}/conversations')?.requestBody?.required).toBe(false);
  expect(post('/v1/login')?.requestBody?.required).toBe(true);
  expect(JSON.stringify(document)).not.toContain('Default Response');
});

test('the paths under which others rely on it are there', () => {
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      '/v1/login',
      '/v1/programs/{program}/conversations',
      '/v1/conversations/{id}/accept',
      '/v1/notifications',
      '/v1/programs/{program}/queues/{queue}/absence',
      '/v1/effects',
      '/v1/events',
    ]),
  );
});

describe('the page', () => {
  test('comes from here alone, under a policy that names its one script', async () => {
    expect((await api.call({ url: '/docs' })).headers.location).toBe('/docs/');
    const page = await api.call({ url: '/docs/' });
    expect(page.statusCode).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    const [, inline = ''] = /<script type="text\/javascript">([\s\S]*?)<\/script>/.exec(page.body) ?? [];
    expect(inline).toContain('/openapi.json');
    expect(policy).toContain(`script-src 'self' 'sha256-${createHash('sha256').update(inline).digest('base64')}';`);
    expect(policy).not.toMatch(/https?:|script-src[^;]*unsafe/);
    expect(page.body).not.toMatch(/(?:src|href)="https?:/);
    expect((await api.call({ url: '/docs/js/scalar.js' })).headers['content-type']).toMatch('javascript');
  });

  test('loosens the policy of no other', async () => {
    const other = String((await api.call({ url: '/livez' })).headers['content-security-policy']);
    expect(other).toContain("script-src 'self';style-src 'self';");
    expect(other).toContain("frame-ancestors 'none'");
  });
});
