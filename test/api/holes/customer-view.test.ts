// Customers do not see who worked on their conversation and what staff wrote about it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rows, sql } from '../../../db/sql.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { bearer, storeConversation } from '../../harness/stored-conversation.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('the own text of a disposition is for the centre alone', async () => {
  const stored = await storeConversation(api.database.orm, { stage: 'closed', assignee: 'klo-1' });
  const written = `заметка ${randomUUID()}`;
  await rows(
    api.database.orm.em.fork(),
    sql`update conversations set disposition = 'other', disposition_text = ${written} where id = ${stored.id}::uuid`,
  );
  const url = `/v1/conversations/${stored.id}`;
  const agent = await api.as('klo-1');
  expect((await agent({ url })).json()).toMatchObject({ disposition: 'other', dispositionText: written });
  const headers = bearer(stored);
  const rated = await api.call({ method: 'POST', url: `${url}/rating`, payload: { score: 5 }, headers });
  const answers = [rated, await api.call({ url, headers }), await api.call({ url: `${url}/timeline`, headers })];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  expect(answers[1]?.json()).toMatchObject({ disposition: 'other', dispositionText: null, assignee: null });
  for (const { body } of answers) expect(body).not.toMatch(new RegExp(`${written}|klo-1`));
});
