// Forged cursors: every list accepts only its own form.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decodeCursor, encodeCursor } from '../../api/server/pages.ts';
import { START, startApi, type TestApi } from '../harness/api.ts';
import { storeConversation } from '../harness/stored-conversation.ts';

const ID = 'aaaaaaaa-0000-4000-8000-000000000000';

// The sort values of each list, and a person who may read it.
const lists: Record<string, [login: string, values: readonly string[]]> = {
  '/v1/conversations': ['klo-1', [START, ID]],
  '/v1/conversations/{id}/messages': ['director', ['1']],
  '/v1/programs/{program}/people': ['director', ['klo-1']],
  '/v1/programs/{program}/names': ['klo-1', ['klo-1']],
  '/v1/service-packages': ['cc-1', [START, ID]],
  '/v1/tickets': ['cc-1', [START, ID]],
  '/v1/me/sessions': ['klo-1', [START, ID]],
  '/v1/notifications': ['klo-1', ['1']],
  '/v1/effects': ['cc-1', [START, '1']],
  '/v1/people': ['admin', ['klo-1']],
  '/v1/api-keys': ['admin', [START, ID]],
  '/v1/audit': ['admin', ['1']],
  '/v1/programs/{program}/legal-holds': ['admin', [START, ID]],
};

let api: TestApi;
let conversationId: string;
beforeAll(async () => {
  api = await startApi();
  conversationId = (await storeConversation(api.database.orm)).id;
});
afterAll(() => api.close());

test('these are all the lists', async () => {
  const { paths } = (await api.call({ url: '/openapi.json' })).json<{
    paths: Record<string, { get?: { parameters?: { name: string }[] } }>;
  }>();
  const withCursor = Object.entries(paths).filter(([, { get }]) =>
    get?.parameters?.some(({ name }) => name === 'cursor'),
  );
  expect(withCursor.map(([path]) => path).toSorted()).toEqual(Object.keys(lists).toSorted());
});

test.each(Object.entries(lists))('%s', async (path, [login, values]) => {
  const call = await api.as(login);
  const url = path.replace('{id}', conversationId).replace('{program}', 'cdek');
  const statusWith = async (given: unknown) => {
    const cursor = Buffer.from(JSON.stringify(given)).toString('base64url');
    return (await call({ url: `${url}?cursor=${cursor}` })).statusCode;
  };
  expect([values, await statusWith(values)]).toEqual([values, 200]);
  const [first] = values;
  const madeUp = [
    [...values, ID],
    [...values, first],
    values.slice(1),
    [],
    values.toReversed().map((value) => [value]),
    [...values.slice(0, -1), 7],
    [...values.slice(0, -1), 'x\0'],
    Object.fromEntries(values.entries()),
    first,
    null,
  ];
  for (const given of madeUp) expect([given, await statusWith(given)]).toEqual([given, 400]);
});

test('a cursor is read back as it was made, and only in the form that is asked for', () => {
  const cursor = encodeCursor([START, ID]);
  expect(decodeCursor(cursor, 'instant', 'uuid')).toEqual([START, ID]);
  expect(() => decodeCursor(cursor, 'instant')).toThrow('does not fit its schema');
  expect(() => decodeCursor(cursor, 'instant', 'number')).toThrow('does not fit its schema');
  expect(() => decodeCursor(cursor, 'uuid', 'instant')).toThrow('does not fit its schema');
  // A date that does not exist still has the form of one.
  expect(() => decodeCursor(encodeCursor(['2031-13-41T00:00:00.000Z', ID]), 'instant', 'uuid')).toThrow('schema');
});
