// A value that is left out of a body, in any way, gets the rule's answer.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseGateway } from '../../api/cases/gateway.ts';
import { START, noCases, startApi, type TestApi } from '../harness/api.ts';
import { storeConversation } from '../harness/stored-conversation.ts';
import { aStoredTicket } from '../harness/stored-ticket.ts';

let api: TestApi;
const cases: CaseGateway = { ...noCases, update: async () => ({ kind: 'done' }) };
beforeAll(async () => {
  api = await startApi({ cases });
});
afterAll(() => api.close());

/** Closes with a body as it is sent; `undefined` sends none. */
const closings = {
  async conversation() {
    const { id } = await storeConversation(api.database.orm, { stage: 'assigned', assignee: 'klo-1' });
    return { url: `/v1/conversations/${id}/close`, send: await api.as('klo-1') };
  },
  async ticket() {
    const { id } = await aStoredTicket(api.database.orm, 'outbound-sales-request', START);
    return { url: `/v1/tickets/${id}/close`, send: await api.as('cs-1') };
  },
};

async function close(of: keyof typeof closings, body: string | undefined): Promise<[number, string]> {
  const { url, send } = await closings[of]();
  const payload = body === undefined ? {} : { payload: body, headers: { 'content-type': 'application/json' } };
  const answer = await send({ method: 'POST', url, ...payload });
  return [answer.statusCode, answer.json<{ code: string }>().code];
}

describe.each([
  ['conversation', 'disposition'],
  ['ticket', 'result'],
] as const)('closing a %s', (of, field) => {
  test.each([undefined, '', '{}', `{"${field}":null}`, `{"${field}":""}`, `{"${field}":"banana"}`])(
    'with %j is refused by its rule',
    async (body) => {
      expect(await close(of, body)).toEqual([422, `${field}-required`]);
    },
  );

  test.each([`{"${field}":7}`, `{"${field}":[]}`, `{"${field}":false}`, '[]', '7', `{"${field}s":"other"}`])(
    'with %j is malformed',
    async (body) => {
      expect(await close(of, body)).toEqual([400, 'invalid-request']);
    },
  );
});

test('a body with mandatory fields names them when it is left out', async () => {
  const answer = await api.call({ method: 'POST', url: '/v1/login' });
  expect(answer.json()).toMatchObject({
    status: 400,
    code: 'invalid-request',
    errors: [
      { path: '/login', message: 'is required' },
      { path: '/password', message: 'is required' },
    ],
  });
});

test('the document asks for what a rule asks for, as a text of the program', async () => {
  type Described = { required?: string[]; properties: Record<string, object> };
  type Body = { required: boolean; content: Record<string, { schema: Described }> };
  const { paths } = (await api.call({ url: '/openapi.json' })).json<{
    paths: Record<string, { post?: { requestBody?: Body } }>;
  }>();
  for (const [path, field] of [
    ['/v1/conversations/{id}/close', 'disposition'],
    ['/v1/tickets/{id}/close', 'result'],
  ] as const) {
    const body = paths[path]?.post?.requestBody;
    const schema = body?.content['application/json']?.schema;
    expect([path, body?.required, schema?.required]).toEqual([path, true, [field]]);
    expect(schema?.properties[field]).toMatchObject({ type: 'string', minLength: 1 });
    expect(schema?.properties[field]).not.toHaveProperty('enum');
  }
  expect(paths['/v1/conversations/{id}/transfer']?.post?.requestBody?.required).toBe(true);
});
