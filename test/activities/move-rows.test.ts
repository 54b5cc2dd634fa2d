// Rows written beside a move, on a database alone: the audit, the next steps, the notifications.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { recordedMove } from '../../domain/conversation/process.ts';
import { writeConversationMove } from '../../db/write/conversation-moves.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { later } from '../../domain/calendar/instant.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import type { Move } from '../../domain/conversation/state.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { changeRequest } from '../harness/case-facts.ts';
import { seedRequest, startingState } from '../harness/seeded-request.ts';
import { cdekPolicy } from '../harness/waiting-request.ts';

const AT = '2031-03-03T08:00:00.000Z';
const NOW = later(AT, 'PT1M');
const by = { login: 'klo-1', roles: ['klo'] };

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadDemoPeople(em(), demoAccounts(), 'no hash', AT);
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const write = (id: string, move: Move) => em().transactional((tx) => writeConversationMove(tx, id, recordedMove(move)));

/** A waiting conversation and its acceptance. */
async function aRequest(): Promise<{ id: string; accepted: Move; released: Move }> {
  const { id, workflowId } = await seedRequest(database.orm, { category: 'order', since: AT });
  const state = await startingState(database.orm, { workflowId });
  const accepted = moveOfCommand(cdekPolicy(), state, { kind: 'accept', by }, NOW);
  const released = accepted && moveOfCommand(cdekPolicy(), accepted.state, { kind: 'release', by }, later(NOW, 'PT1M'));
  if (accepted === null || released === null) throw new Error('nothing has changed');
  return { id, accepted, released };
}

test('what people do is audited with its case; what Careline and customers do is not', async () => {
  const { id, accepted } = await aRequest();
  const entry = (who: string, what: string) => ({ at: NOW, what, by: who, rule: null });
  const entries = [entry('klo-1', 'accepted'), entry('careline', 'announced'), entry('customer', 'rated')];
  await write(id, { ...accepted, entries });
  const audited = await rows(em(), sql`select actor, action, program from audit_entries where case_id = ${id}::uuid`);
  expect(audited).toEqual([{ actor: 'klo-1', action: 'conversation.accepted', program: 'cdek' }]);
});

test('the conversation’s next steps replace the earlier ones', async () => {
  const { id, accepted, released } = await aRequest();
  const ahead = async () => rows(em(), sql`select process, steps from case_timetables where case_id = ${id}::uuid`);
  await write(id, accepted);
  await write(id, released);
  expect(await ahead()).toEqual([{ process: 'conversation', steps: JSON.parse(JSON.stringify(released.next)) }]);
});

test('a notification says since when it waits, or who has it', async () => {
  const details = async (move: 'waiting' | 'assigned') => {
    const { id, accepted, released } = await aRequest();
    const notifies = [{ kind: 'new', roles: ['klo'], login: 'klo-2' } as const];
    await write(id, move === 'assigned' ? { ...accepted, notifies } : accepted);
    if (move === 'waiting') await write(id, { ...released, notifies });
    return row(em(), sql`select details from notifications where case_id = ${id}::uuid and login = 'klo-2'`);
  };
  expect(await details('assigned')).toEqual({ details: { category: 'order', queue: 'klo', assignee: 'klo-1' } });
  expect(await details('waiting')).toEqual({ details: { category: 'order', queue: 'klo', waitingSince: AT } });
});

test('CDEK-24: the assignee of a continuation reads the one before, as long as they have it', async () => {
  const [before, { id, accepted, released }] = [await aRequest(), await aRequest()];
  await changeRequest(em(), before.id, { stage: 'closed', assignee: 'klo-2' });
  await rows(em(), sql`update conversations set previous_id = ${before.id}::uuid where id = ${id}::uuid returning id`);
  const reader = async () => {
    const scopes = sql<{ by: string }>`select replace(scope, 'successor:', '') as by from cases, unnest(scopes) as scope
      where id = ${before.id}::uuid and starts_with(scope, 'successor:')`;
    const listed = sql<{ by: string }>`select replace(key, 'successor:', '') as by from case_scopes
      where case_id = ${before.id}::uuid and starts_with(key, 'successor:')`;
    const found = [await rows(em(), scopes), await rows(em(), listed)];
    expect(found[0]).toEqual(found[1]);
    return found[0]?.map(({ by }) => by);
  };
  const others = () =>
    rows(
      em(),
      sql`select key from case_scopes where case_id = ${before.id}::uuid and not starts_with(key, 'successor:') order by key`,
    );
  const kept = await others();
  expect(kept).not.toEqual([]);
  await write(id, accepted);
  expect(await reader()).toEqual(['klo-1']);
  await write(id, released);
  expect(await reader()).toEqual([]);
  expect(await others()).toEqual(kept);
});

test('CDEK-24: an abandoned one is read by the assignee of its continuation, and stays out of their list', async () => {
  const [before, { id, accepted }] = [await aRequest(), await aRequest()];
  await rows(
    em(),
    sql`with gone as (update cases set stage = 'closed', open = false, scopes = '{abandoned}' where id = ${before.id}::uuid)
      update conversations set previous_id = ${before.id}::uuid where id = ${id}::uuid`,
  );
  await write(id, accepted);
  const kept = await row<{ scopes: string[] }>(em(), sql`select scopes from cases where id = ${before.id}::uuid`);
  expect(kept?.scopes).toEqual(['abandoned', 'successor:klo-1']);
  const listed = sql`select key from case_scopes where case_id = ${before.id}::uuid and starts_with(key, 'successor:')`;
  expect(await rows(em(), listed)).toEqual([]);
});

test('a move of a case that there is not is a mistake', async () => {
  const { accepted } = await aRequest();
  await expect(write('00000000-0000-4000-8000-000000000000', accepted)).rejects.toThrow('there is no request');
});
