import { describe, expect, test } from '@jest/globals';
import Type, { type TSchema } from 'typebox';
import { invalidFields } from '../../../api/plugins/validation.ts';
import { FreeText } from '../../../api/schemas/shared.ts';
import { smallApp } from './small-app.ts';

const closed = { additionalProperties: false } as const;

describe('a query string', () => {
  const fields = {
    n: Type.Optional(Type.Integer()),
    is: Type.Optional(Type.Boolean()),
    tag: Type.Optional(Type.Array(Type.String())),
    text: Type.Optional(Type.String()),
    limit: Type.Optional(Type.Integer({ default: 50 })),
    at: Type.Optional(Type.String({ format: 'date-time' })),
  };
  const ask = async (query: string) => {
    const app = await smallApp((own) =>
      own.get('/v1/things', { schema: { querystring: Type.Object(fields) } }, async (request) => request.query),
    );
    const answer = await app.inject(`/v1/things?${query}`);
    return answer.statusCode === 200 ? answer.json() : [answer.statusCode, answer.json().errors];
  };

  test.each<[string, object]>([
    ['', {}],
    ['n=5', { n: 5 }],
    ['n=-5', { n: -5 }],
    ['n=123456789012345', { n: 123_456_789_012_345 }],
    ['is=true', { is: true }],
    ['is=false', { is: false }],
    ['tag=a', { tag: ['a'] }],
    ['tag=a&tag=b', { tag: ['a', 'b'] }],
    ['text=5', { text: '5' }],
    ['text=true', { text: 'true' }],
    ['limit=7', { limit: 7 }],
    ['at=2031-03-03T07:00:00Z', { at: '2031-03-03T07:00:00Z' }],
  ])('%s is read as %j', async (query, read) => expect(await ask(query)).toEqual({ limit: 50, ...read }));

  test.each([
    ['n=1234567890123456', '/n'],
    ['n=1e3', '/n'],
    ['n=x5', '/n'],
    ['n=5x', '/n'],
    ['n=', '/n'],
    ['n=5&n=6', '/n'],
    ['is=1', '/is'],
    ['is=TRUE', '/is'],
    ['at=yesterday', '/at'],
    // RFC 3339 allows a leap second; no clock here has one.
    ['at=2031-03-03T23:59:60Z', '/at'],
  ])('%s does not fit', async (query, path) => {
    expect(await ask(query)).toEqual([400, [expect.objectContaining({ path })]]);
  });

  test('with a name that is not known is refused, unless others write it or it is no route of ours', async () => {
    const app = await smallApp((own) => {
      const querystring = Type.Object({});
      own.get('/v1/bare', async () => 'ok');
      own.get('/v1/open', { config: { query: 'open' }, schema: { querystring } }, async ({ query }) => query);
      own.get('/page', async () => 'ok');
    });
    const unknown = await app.inject('/v1/bare?x=1');
    expect([unknown.statusCode, unknown.json()]).toMatchObject([
      400,
      { code: 'invalid-request', errors: [{ path: '/x', message: 'is not known' }] },
    ]);
    expect((await app.inject('/v1/bare')).statusCode).toBe(200);
    expect((await app.inject('/v1/open?x=1')).json()).toEqual({ x: '1' });
    expect((await app.inject('/page?x=1')).statusCode).toBe(200);
  });
});

describe('a body', () => {
  const post = async (schema: TSchema, payload?: unknown) => {
    const app = await smallApp((own) =>
      own.post('/v1/things', { schema: { body: schema } }, async ({ body }) => ({ body })),
    );
    return app.inject({
      method: 'POST',
      url: '/v1/things',
      ...(payload === undefined ? {} : { payload: payload as object }),
    });
  };
  const named = Type.Object({ name: Type.String() }, closed);

  test('card numbers in somebody’s own words are masked, wherever they stand; nothing else is', async () => {
    const words = FreeText({ maxLength: 100 });
    const inner = Type.Object({ note: Type.Optional(words), id: Type.Optional(Type.String()) }, closed);
    const schema = Type.Object(
      {
        note: words,
        none: Type.Optional(Type.Union([words, Type.Null()])),
        list: Type.Optional(Type.Array(Type.Union([inner, Type.Object({ other: Type.Integer() }, closed)]))),
      },
      closed,
    );
    const card = '4111 1111 1111 1111';
    const hidden = '•••• •••• •••• 1111';
    const ask = async (payload: object) => (await post(schema, payload)).json().body;
    expect(await ask({ note: `x ${card}`, none: card, list: [{ note: card, id: card }, { other: 5 }] })).toEqual({
      ...{ note: `x ${hidden}`, none: hidden, list: [{ note: hidden, id: card }, { other: 5 }] },
    });
    expect(await ask({ note: 'words', none: null })).toEqual({ note: 'words', none: null });
    expect((await post(schema, { note: 5, list: 'x' })).statusCode).toBe(400);
    expect((await post(schema, { note: card, other: card })).json().errors).toEqual([
      { path: '/other', message: 'is not known' },
    ]);
  });

  test('that is not there is an object without fields', async () => {
    expect((await post(Type.Object({}, closed))).json()).toEqual({ body: {} });
    expect((await post(named)).json().errors).toEqual([{ path: '/name', message: 'is required' }]);
    const list = (await post(Type.Array(Type.String()))).json().errors;
    expect(list).toEqual([{ path: '', message: expect.stringContaining('array') }]);
  });

  test('of null is null where it may be', async () => {
    const app = await smallApp((own) => {
      const body = Type.Union([named, Type.Null()]);
      own.post('/v1/things', { schema: { body } }, async (request) => ({ body: request.body }));
    });
    const headers = { 'content-type': 'application/json' };
    const answer = await app.inject({ method: 'POST', url: '/v1/things', headers, payload: 'null' });
    expect(answer.json()).toEqual({ body: null });
  });

  test('says of each field what is wrong, once', async () => {
    const { errors } = (await post(named, { name: 5, other: 1 })).json();
    expect(errors).toEqual([
      { path: '/other', message: 'is not known' },
      { path: '/name', message: expect.stringContaining('string') },
    ]);
  });

  test('says of ten fields what is wrong, and not of thousands', async () => {
    const wrong = Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`f${n}`, n]));
    const unknown = (await post(named, { ...wrong, name: 'a' })).json().errors;
    expect(unknown.map(({ path }: { path: string }) => path)).toEqual(Array.from({ length: 10 }, (_, n) => `/f${n}`));
    const list = (
      await post(
        Type.Array(Type.String()),
        Array.from({ length: 900 }, () => 1),
      )
    ).json().errors;
    expect(list).toHaveLength(10);
    expect(list[9]).toEqual({ path: '/9', message: expect.stringContaining('string') });
  });

  test('is taken as it is: no text becomes a number', async () => {
    const schema = Type.Object({ n: Type.Integer() }, closed);
    expect((await post(schema, { n: 5 })).json()).toEqual({ body: { n: 5 } });
    expect((await post(schema, { n: '5' })).statusCode).toBe(400);
    expect((await post(Type.Array(Type.String()), ['a'])).json()).toEqual({ body: ['a'] });
  });

  const open = Type.Object({ name: Type.String() });
  test.each<[string, TSchema]>([
    ['itself', open],
    ['a field of it', Type.Object({ inner: open }, closed)],
    ['one of several forms', Type.Union([Type.Object({}, closed), open])],
    ['what a list holds', Type.Object({ list: Type.Array(open) }, closed)],
  ])('stops the start when %s lets unknown fields in', async (_, schema) => {
    await expect(post(schema)).rejects.toThrow('lets unknown fields in');
  });

  test('of closed parts is none that is open', async () => {
    const parts = Type.Object({ one: Type.Union([named, Type.Null()]), list: Type.Array(named) }, closed);
    expect((await post(parts, { one: null, list: [{ name: 'a' }] })).statusCode).toBe(200);
  });
});

test('what did not fit, a line for each field', () => {
  const found = (keyword: string, params: object, message?: string) => ({
    ...{ keyword, instancePath: '/a', params, ...(message === undefined ? {} : { message }) },
  });
  expect(
    invalidFields([
      found('boolean', {}, 'must not be'),
      found('required', { requiredProperties: ['b', 'c'] }),
      found('additionalProperties', { additionalProperties: ['d'] }),
      found('type', {}, 'must be string'),
      found('type', {}),
    ]),
  ).toEqual([
    { path: '/a/b', message: 'is required' },
    { path: '/a/c', message: 'is required' },
    { path: '/a/d', message: 'is not known' },
    { path: '/a', message: 'must be string' },
    { path: '/a', message: 'does not fit' },
  ]);
});
