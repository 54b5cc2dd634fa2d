// Owns the tests of the API's description of itself.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi, type TestApi } from '../harness/api.ts';

type Parameter = { name: string; in: string; required?: boolean; schema: { default?: unknown; enum?: unknown[] } };
type Operation = {
  summary?: string;
  tags?: string[];
  security?: object[];
  requestBody?: { required: boolean };
  description?: string;
  parameters?: Parameter[];
  responses: Record<string, { content?: Record<string, { schema: { $ref?: string } }> }>;
};
type Document = {
  openapi: string;
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
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

test('a parameter with a default may be left out, and every list has such a limit', () => {
  const lists = operations.filter(([, { parameters = [] }]) => parameters.some(({ name }) => name === 'limit'));
  expect(lists.length).toBeGreaterThan(6);
  for (const [name, { parameters = [] }] of operations) {
    for (const parameter of parameters.filter(({ schema }) => schema.default !== undefined)) {
      expect([name, parameter.name, parameter.required]).toEqual([name, parameter.name, false]);
    }
  }
});

test('what has a list of words shows it: filters, dispositions, categories', () => {
  const filters = document.paths['/v1/conversations']?.['get']?.parameters ?? [];
  const wordsOf = (name: string) => filters.find((parameter) => parameter.name === name)?.schema.enum;
  expect(wordsOf('stage')).toEqual(['intake', 'waiting', 'assigned', 'closed']);
  expect(wordsOf('queue')).toEqual(['klo', 'support', 'settlements']);
  expect(wordsOf('program')).toContain('cdek');
  const bodyOf = (path: string) => JSON.stringify(document.paths[path]?.['post']?.requestBody);
  expect(bodyOf('/v1/conversations/{id}/close')).toContain('"enum":["cod-reset","waybill",');
  expect(bodyOf('/v1/conversations/{id}/transfer')).toContain('"enum":["order","settlements","account","other"]');
  expect(bodyOf('/v1/conversations/{id}/messages')).toContain('"enum":["order","settlements","account","other"]');
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
  for (const event of ['message', 'conversation', 'removed', 'notification', 'resync']) {
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
