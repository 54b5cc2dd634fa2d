// What left while a case was on a version, before it is moved to another one.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { silentCases, START, startApi, type TestApi } from '../harness/api.ts';
import { publishEdited } from '../harness/published.ts';

let api: TestApi;
let moved: string;
let never: string;
beforeAll(async () => {
  api = await startApi({ cases: silentCases });
  [moved, never] = [await request(), await request()];
  const edits = [['program.yaml', 'after: PT10M, to: [klo-senior', 'after: PT12M, to: [klo-senior']] as const;
  await publishEdited(api.database.orm, 'cdek', { validFrom: START, edits });
});
afterAll(() => api.close());

const run = (statement: Parameters<typeof rows>[1]) => rows(api.database.orm.em.fork(), statement);

async function request(): Promise<string> {
  const opened = await api.call({ method: 'POST', url: '/v1/programs/cdek/conversations', payload: {} });
  const { id, customerToken } = opened.json<{ id: string; customerToken: string }>();
  const headers = { authorization: `Bearer ${customerToken}` };
  for (const payload of [{ text: '7707083893' }, { choice: 'order' }])
    await api.call({ method: 'POST', url: `/v1/conversations/${id}/messages`, headers, payload });
  return id;
}

const isMoved = (at: Instant) =>
  run(sql`insert into timeline_entries (case_id, at, what, by, details)
    values (${moved}::uuid, ${at}::timestamptz, 'rules-changed', 'admin', '{"fromVersion":"1","toVersion":"2"}')`);

/** An effect on its way: planned, sent, and perhaps settled. */
async function sends(intent: string, sentAt: Instant | null, status: 'done' | 'unknown' = 'done'): Promise<void> {
  await run(sql`insert into outbound_effects (id, key, process, program, case_id, intent, kind, channel, recipient, text, status, planned_at)
    values (gen_random_uuid(), ${intent}, 'conversation', 'cdek', ${moved}::uuid, ${intent}, 'sms', 'sms', '+79990001122', 'Hello Anna', 'planned', ${START}::timestamptz)`);
  if (sentAt === null) return;
  await run(
    sql`update outbound_effects set status = 'sending', attempts = 1, sent_at = ${sentAt}::timestamptz where key = ${intent}`,
  );
  if (status === 'unknown') await run(sql`update outbound_effects set status = 'unknown' where key = ${intent}`);
  else
    await run(sql`update outbound_effects set status = 'done', provider_ref = 'ref', settled_at = ${sentAt}::timestamptz
      where key = ${intent}`);
}

async function says(text: string, at: Instant): Promise<void> {
  await run(sql`insert into messages (id, conversation_id, seq, at, author, text, text_id)
    values (gen_random_uuid(), ${moved}::uuid, (select max(seq) + 1 from messages where conversation_id = ${moved}::uuid),
      ${at}::timestamptz, 'bot', 'Hello Anna', ${text})`);
}

async function meanwhile() {
  const admin = await api.as('admin');
  const url = '/v1/programs/cdek/versions/2/move-cases';
  const answer = await admin({ method: 'POST', url, payload: { dryRun: true } });
  // oxlint-disable-next-line typescript/no-explicit-any -- looked at in parts
  const cases: any[] = answer.json().moved;
  return new Map(cases.map((one) => [one.caseId, one.meanwhile]));
}

test('texts and effects since the last move, in order; what has not left, and what left before, is not listed', async () => {
  expect((await meanwhile()).get(moved)).toBeNull();
  await isMoved(later(START, 'PT1M'));
  expect((await meanwhile()).get(moved)).toEqual({ since: later(START, 'PT1M'), sent: [] });
  await says('before', later(START, 'PT1M30S'));
  await sends('before/1', later(START, 'PT1M30S'));
  await isMoved(later(START, 'PT2M'));
  await sends('waits/1', null);
  await sends('second/1', later(START, 'PT5M'), 'unknown');
  await sends('first/1', later(START, 'PT2M'));
  await says('no-answer', later(START, 'PT4M'));
  const found = await meanwhile();
  expect(found.get(moved)).toEqual({
    since: later(START, 'PT2M'),
    sent: [
      { at: later(START, 'PT2M'), kind: 'sms', what: 'first/1', status: 'done' },
      { at: later(START, 'PT4M'), kind: 'text', what: 'no-answer', status: 'done' },
      { at: later(START, 'PT5M'), kind: 'sms', what: 'second/1', status: 'unknown' },
    ],
  });
  expect(found.get(never)).toBeNull();
  expect(JSON.stringify([...found.values()])).not.toMatch(/Anna|\+7999/);
});
