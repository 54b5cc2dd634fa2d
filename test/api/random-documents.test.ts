// Random programs over HTTP: a wrong one is refused with its places, a sound one is a business whose customers and staff
// get no 5xx, and whose cases have a next step ahead.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { row, sql } from '../../db/sql.ts';
import type { ProgramDocument } from '../../domain/document/program.ts';
import { silentCases, START, startApi, type TestApi } from '../harness/api.ts';
import { changed, changes } from '../programs/changed-documents.ts';
import type { Any } from '../programs/wrong-documents.ts';

let api: TestApi;
let admin: Awaited<ReturnType<TestApi['as']>>;
beforeAll(async () => {
  api = await startApi({ cases: silentCases });
  admin = await api.as('admin');
});
afterAll(() => api.close());

type Send = (options: Parameters<TestApi['call']>[0]) => ReturnType<TestApi['call']>;

/** Sends a request that a sound program must not break. */
async function ask(send: Send, options: Parameters<Send>[0]): Promise<Any> {
  const answer = await send(options);
  expect([answer.statusCode < 500, answer.statusCode < 500 ? '' : answer.body]).toEqual([true, '']);
  return answer.json();
}

let businesses = 0;

function newBusiness(document: ProgramDocument): Any {
  const copy = structuredClone(document) as Any;
  if (typeof copy.program === 'object' && copy.program !== null) copy.program.name = `business-${(businesses += 1)}`;
  return copy;
}

async function chat(program: string, { conversation }: Any): Promise<void> {
  if (conversation === undefined) return;
  await ask(api.call, { method: 'GET', url: `/v1/programs/${program}/chat` });
  for (const { category } of conversation.categories) {
    const opened = await ask(api.call, { method: 'POST', url: `/v1/programs/${program}/conversations`, payload: {} });
    const headers = { authorization: `Bearer ${opened.customerToken}` };
    for (const payload of [{ text: '7707083893' }, { choice: category }])
      await ask(api.call, { method: 'POST', url: `/v1/conversations/${opened.id}/messages`, headers, payload });
    const shown = await ask(api.call, { method: 'GET', url: `/v1/conversations/${opened.id}`, headers });
    expect(shown.nextAction === null || shown.nextAction.at >= START).toBe(true);
  }
}

async function noStepIsPast(program: string): Promise<void> {
  const found = await row<{ count: number }>(
    api.database.orm.em.fork(),
    sql`select count(*)::int as count from case_timetables t join cases k on k.id = t.case_id
      where k.program = ${program} and t.next_at < ${START}::timestamptz`,
  );
  expect(found?.count).toBe(0);
}

test.each(['cdek', 'lessons'] as const)('%s with random changes', async (name) => {
  let sound = 0;
  await fc.assert(
    fc.asyncProperty(changes, async (wanted) => {
      const document = newBusiness(changed(name, wanted));
      const made = await admin({ method: 'POST', url: '/v1/programs', payload: { document } });
      if (made.statusCode !== 201) {
        expect(made.statusCode).toBe(422);
        const { problems } = made.json();
        expect(problems.every(({ path, text }: Any) => typeof path === 'string' && text.length > 5)).toBe(true);
        return;
      }
      sound += 1;
      const program: string = document.program.name;
      await chat(program, document.program);
      for (const path of ['', '/versions', '/versions/1', '/people'])
        await ask(admin, { method: 'GET', url: `/v1/programs/${program}${path}` });
      const url = `/v1/programs/${program}/drafts`;
      const draft = await ask(admin, { method: 'POST', url, payload: { base: 1 } });
      await ask(admin, { method: 'POST', url: `/v1/drafts/${draft.id}/preview` });
      await noStepIsPast(program);
    }),
    { numRuns: 20 },
  );
  expect(sound).toBeGreaterThan(2);
});
