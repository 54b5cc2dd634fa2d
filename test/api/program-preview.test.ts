// What a draft would do to open cases, before anybody publishes it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { silentCases, startApi, type TestApi } from '../harness/api.ts';

let api: TestApi;
let admin: Awaited<ReturnType<TestApi['as']>>;
let waiting: string;
beforeAll(async () => {
  api = await startApi({ cases: silentCases });
  admin = await api.as('admin');
  waiting = await request('order');
  await request('account');
});
afterAll(() => api.close());

async function request(category: string): Promise<string> {
  const opened = await api.call({ method: 'POST', url: '/v1/programs/cdek/conversations', payload: {} });
  const { id, customerToken } = opened.json<{ id: string; customerToken: string }>();
  const headers = { authorization: `Bearer ${customerToken}` };
  for (const payload of [{ text: '7707083893' }, { choice: category }])
    await api.call({ method: 'POST', url: `/v1/conversations/${id}/messages`, headers, payload });
  return id;
}

// oxlint-disable-next-line typescript/no-explicit-any -- the document is changed in parts
async function preview(change: (document: any) => void) {
  const { document } = (await admin({ url: '/v1/programs/cdek/versions/1' })).json();
  change(document);
  const url = '/v1/programs/cdek/drafts';
  const { id } = (await admin({ method: 'POST', url, payload: { base: 1, document } })).json<{ id: string }>();
  return (await admin({ method: 'POST', url: `/v1/drafts/${id}/preview` })).json();
}

test('the timetable before and after, of the cases that would change', async () => {
  const found = await preview(({ program }) => {
    program.conversation.queues.klo.ladder[0].after = 'PT12M';
  });
  expect(found).toMatchObject({ openCases: 2, lookedAt: 2 });
  expect(found.changed).toHaveLength(1);
  const [{ caseId, process, before, after }] = found.changed;
  expect([caseId, process]).toEqual([waiting, 'conversation']);
  expect([before[0].at, after[0].at]).toEqual(['2031-03-03T07:10:00.000Z', '2031-03-03T07:12:00.000Z']);
  expect(before.slice(1)).toEqual(after.slice(1));
});

test('a draft that changes no step changes no case', async () => {
  const found = await preview(({ texts }) => void (texts.ru.title = 'Другое название'));
  expect(found).toEqual({ openCases: 2, lookedAt: 2, changed: [] });
});

test('a case whose queue is gone cannot be held by the draft', async () => {
  const found = await preview(({ program: { conversation } }) => {
    conversation.categories = conversation.categories.filter(({ queue }: { queue: string }) => queue !== 'klo');
    delete conversation.queues.klo;
    delete conversation.oversight['klo-senior'];
  });
  expect(found.changed).toEqual([expect.objectContaining({ caseId: waiting, after: null })]);
});

test('a preview publishes nothing, and only those who may change the program see one', async () => {
  const { items } = (await admin({ url: '/v1/programs/cdek/versions' })).json();
  expect(items).toHaveLength(1);
  const { items: drafts } = (await admin({ url: '/v1/programs/cdek/drafts' })).json();
  const director = await api.as('director');
  expect((await director({ method: 'POST', url: `/v1/drafts/${drafts[0].id}/preview` })).statusCode).toBe(403);
});
