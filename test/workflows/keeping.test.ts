// Closed cases are removed after the time for which their version keeps them, whole, and nothing else.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { purgeCases } from '../../activities/keeping.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { ownRowsOfConversations } from '../../db/write/conversation-purge.ts';
import { purgeClosed } from '../../db/write/purge.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { keptUntil } from '../../domain/keeping.ts';
import type { Program } from '../../domain/program.ts';
import { bookOf } from '../../programs/book.ts';
import { publish, shippedPrograms } from '../../programs/index.ts';
import { openEventStream } from '../harness/event-stream.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { until } from '../harness/until.ts';
import { type Answer, type Caller, type Careline, type Customer, startCareline } from '../harness/careline.ts';

const CLOSED_AT = '2031-03-03T08:00:00.000Z';
const A_YEAR_LATER = '2032-03-03T20:00:00.000Z';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let system: Careline;
let agent: Caller;
let admin: Caller;

beforeAll(async () => {
  system = await startCareline(CLOSED_AT);
  [agent, admin] = [await system.staff('klo-1'), await system.staff('admin')];
});
afterEach(() => publish(bookOf(shippedPrograms())));
afterAll(() => system.stop());

const em = () => system.database.orm.em.fork();

/** A round of the worker's job at an instant. */
function purge(at: Instant): Promise<number> {
  const clock = { now: () => new Date(at) };
  return purgeCases({ orm: system.database.orm, clock, logger: pino({ level: 'silent' }) });
}

async function withFile({ conversationId, token }: Customer): Promise<string> {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(PNG)], 'скан.png'));
  const encoded = new Response(form);
  const answer = await system.app.inject({
    method: 'POST',
    url: `/v1/conversations/${conversationId}/attachments`,
    headers: { authorization: `Bearer ${token}`, 'content-type': encoded.headers.get('content-type') ?? '' },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return answer.json<{ id: string }>().id;
}

async function closedConversation(before?: (open: Customer) => Promise<void>): Promise<Customer> {
  const customer = await system.waitingCustomer('order');
  const path = `/v1/conversations/${customer.conversationId}`;
  await agent.post(`${path}/accept`);
  await agent.post(`${path}/messages`, { text: 'Проверяю' });
  await before?.(customer);
  const closed = await agent.post(`${path}/close`, { disposition: 'other', otherText: 'вопрос решён' });
  expect(closed.status).toBe(200);
  return customer;
}

async function keptUntilOf(id: string, period: string): Promise<Instant> {
  const closed = sql<{ at: Instant }>`select closed_at as at from conversations where id = ${id}::uuid`;
  return keptUntil((await row(em(), closed))?.at ?? '', period, 'Europe/Moscow');
}

/** The tables that still name an id. */
async function tablesWith(id: string): Promise<string[]> {
  const columns = await rows<{ table: string; column: string }>(
    em(),
    sql`select table_name as "table", column_name as "column" from information_schema.columns
      where table_schema = 'public' and data_type = 'uuid'`,
  );
  const found = await Promise.all(
    columns.map(async ({ table, column }) => {
      const one = await row(
        em(),
        sql`select 1 from ${sql.table(table)} where ${sql.ref(column)} = ${id}::uuid limit 1`,
      );
      return one === null ? [] : [table];
    }),
  );
  return [...new Set(found.flat())].toSorted();
}

test('CDEK-23 a closed conversation is kept for a year, then it is gone with messages and files', async () => {
  let file = '';
  const customer = await closedConversation(async (open) => void (file = await withFile(open)));
  const { conversationId: id } = customer;
  expect(await tablesWith(file)).toEqual(['attachments', 'file_chunks', 'stored_files']);
  const until = await keptUntilOf(id, 'P1Y');
  expect(until).toMatch(/^2032-03-03T08:/);
  expect(await purge(until)).toBe(0);
  expect((await agent.get(`/v1/conversations/${id}`)).status).toBe(200);
  const at = later(until, 'PT0.001S');
  expect(await purge(at)).toBe(1);
  // Requests of the last days are remembered by their ids for a week, and live events for a day.
  const short = ['carried_out_updates', 'live_events'];
  expect((await tablesWith(id)).filter((table) => !short.includes(table))).toEqual(['audit_entries']);
  expect(await tablesWith(file)).toEqual([]);
  expect(await purge(A_YEAR_LATER)).toBe(0);
  const { body } = await admin.get(`/v1/audit?caseId=${id}&limit=100`);
  expect(body.items.at(-1)).toMatchObject({
    action: 'case.purged',
    actor: 'careline',
    details: { process: 'conversation' },
  });
  const gone = await agent.get(`/v1/conversations/${id}`);
  expect(gone).toMatchObject({ status: 410, body: { code: 'case-purged', purgedAt: at } });
  expect(await agent.get(`/v1/conversations/${id}/messages`)).toMatchObject({ status: 410 });
  expect(await (await system.staff('cc-1')).get(`/v1/conversations/${id}`)).toMatchObject({ status: 404 });
  expect(await customer.get(`/v1/conversations/${id}`)).toMatchObject({ status: 401 });
});

test('CDEK-23 people who could read a case are told when it is removed', async () => {
  const url = `${await system.app.listen({ port: 0, host: '127.0.0.1' })}/v1/events`;
  const listen = async (login: string) => openEventStream(url, { cookie: await system.cookie(login) });
  const { conversationId: id } = await closedConversation();
  const success = await system.staff('cs-1');
  const customer = { name: 'Mona', phone: '+201001234567' };
  const ticket = await success.post('/v1/programs/filkhedma/tickets', { type: 'outbound-sales-request', customer });
  expect((await success.post(`/v1/tickets/${ticket.body.id}/close`, { result: 'not-interested' })).status).toBe(200);
  const [mine, others] = [await listen('klo-1'), await listen('cs-1')];
  keep('filkhedma', { ticket: 'P30D' });
  // The help desk hears of the ticket first.
  let gone = 0;
  await until(
    async () => (gone += await purge(A_YEAR_LATER)),
    (all) => all === 2,
  );
  const removed = await mine.until(({ event }) => event === 'removed');
  expect(removed.data).toEqual({ conversationId: id });
  const changed = await others.until(({ event, data }) => event === 'ticket' && data['id'] === ticket.body.id);
  expect(changed.data).toEqual({ id: ticket.body.id });
  expect(others.events.filter(({ event }) => event === 'removed')).toEqual([]);
  expect(mine.events.filter(({ event }) => event === 'ticket')).toEqual([]);
});

test('CDEK-24 a conversation that continues another is kept by its own closing', async () => {
  const customer = await closedConversation();
  const { conversationId: id } = customer;
  const next = await customer.post(`/v1/conversations/${id}/messages`, { text: 'Ещё вопрос про другой груз' });
  const { conversationId } = next.body as { conversationId: string };
  expect(conversationId).not.toBe(id);
  expect(await purge(A_YEAR_LATER)).toBe(1);
  const kept = await customer.get(`/v1/conversations/${conversationId}`);
  expect(kept).toMatchObject({ status: 200, body: { previousId: null } });
  expect(await customer.get(`/v1/conversations/${id}`)).toMatchObject({ status: 404 });
});

test('CDEK-23 a legal hold keeps it until it is released', async () => {
  const { conversationId: id } = await closedConversation();
  const url = `/v1/cases/${id}/legal-hold`;
  expect(await agent.post(url, { reason: 'Суд' })).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  expect(await (await system.staff('cc-1')).post(url, { reason: 'x' })).toMatchObject({ status: 404 });
  expect(await admin.post(url, { reason: ' ' })).toMatchObject({ status: 400 });
  const held = await admin.post(url, { reason: 'Суд' });
  expect(held).toMatchObject({ status: 200, body: { caseId: id, program: 'cdek', reason: 'Суд', heldBy: 'admin' } });
  expect((await admin.post(url, { reason: 'Ещё раз' })).body).toEqual(held.body);
  expect((await admin.get('/v1/programs/cdek/legal-holds')).body.items).toEqual([held.body]);
  expect(await agent.get('/v1/programs/cdek/legal-holds')).toMatchObject({ status: 403 });
  expect(await purge('2040-01-01T00:00:00.000Z')).toBe(0);
  expect(await admin.post(`${url}/release`, { reason: 'Дело закончено' })).toMatchObject({ status: 204 });
  const again = await admin.post(`${url}/release`, { reason: 'Дело закончено' });
  expect(again).toMatchObject({ status: 409, body: { code: 'not-held' } });
  expect(await purge(A_YEAR_LATER)).toBe(1);
  expect(await admin.post(url, { reason: 'Поздно' })).toMatchObject({ status: 410, body: { code: 'case-purged' } });
  const { body } = await admin.get(`/v1/audit?caseId=${id}&limit=100`);
  const told = (body.items as { action: string; reason: string }[]).map(({ action, reason }) => [action, reason]);
  expect(told.slice(-3)).toEqual([
    ['case.held', 'Суд'],
    ['case.released', 'Дело закончено'],
    ['case.purged', null],
  ]);
});

test('CDEK-23 a customer who writes in the moment of the removal is told that it was removed', async () => {
  const customer = await closedConversation();
  const sent: Promise<Answer>[] = [];
  const removing = {
    ...ownRowsOfConversations,
    async remove(...given: Parameters<typeof ownRowsOfConversations.remove>) {
      sent.push(customer.post(`/v1/conversations/${customer.conversationId}/messages`, { text: 'Ещё вопрос' }));
      await untilBlocked(system.database.orm, 1);
      await ownRowsOfConversations.remove(...given);
    },
  };
  const closed = { program: 'cdek', process: 'conversation', before: A_YEAR_LATER, versions: [1], unnamed: true };
  expect(await purgeClosed(em(), removing, closed, { at: A_YEAR_LATER, most: 5 })).toBe(1);
  expect(await sent[0]).toMatchObject({ status: 410, body: { code: 'case-purged', purgedAt: A_YEAR_LATER } });
});

test('a kill in the middle removes nothing, and two workers remove each case once', async () => {
  const ids: string[] = [];
  for (let made = 0; made < 12; made += 1) ids.push((await closedConversation()).conversationId);
  const killed = {
    ...ownRowsOfConversations,
    remove: async (...given: Parameters<typeof ownRowsOfConversations.remove>) => {
      await ownRowsOfConversations.remove(...given);
      throw new Error('killed');
    },
  };
  const closed = { program: 'cdek', process: 'conversation', before: A_YEAR_LATER, versions: [1], unnamed: true };
  await expect(purgeClosed(em(), killed, closed, { at: A_YEAR_LATER, most: 5 })).rejects.toThrow('killed');
  expect(await rows(em(), sql`select 1 from messages where conversation_id = ${ids[0]}::uuid`)).not.toEqual([]);
  const both = await Promise.all([purge(A_YEAR_LATER), purge(A_YEAR_LATER)]);
  expect(both[0] + both[1]).toBe(12);
  const audited = await rows<{ id: string }>(
    em(),
    sql`select case_id as id from audit_entries where action = 'case.purged' and case_id = any(${ids}::uuid[])`,
  );
  expect(audited.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
});

/** These programs, with how long each version keeps its cases. */
function keep(name: string, ...versions: Program['keeping'][]): void {
  const others = shippedPrograms().filter((program) => program.name !== name);
  const shipped = shippedPrograms().find((program) => program.name === name) as Program;
  publish(
    bookOf([
      ...versions.map((keeping, place) => ({ ...shipped, version: place + 1, keeping })).toReversed(),
      ...others,
    ]),
  );
}

test('a case is kept as its version says, and one without a period for ever', async () => {
  const { conversationId: id } = await closedConversation();
  keep('cdek', {}, { conversation: 'P1D' });
  expect(await purge('2050-01-01T00:00:00.000Z')).toBe(0);
  keep('cdek', { conversation: 'P2Y' }, { conversation: 'P1D' });
  const until = await keptUntilOf(id, 'P2Y');
  expect(await purge(until)).toBe(0);
  expect(await purge(later(until, 'PT0.001S'))).toBe(1);
  expect((await agent.get(`/v1/conversations/${id}`)).status).toBe(410);
});

test('an intake that never became a request goes by the version of today', async () => {
  const { conversationId: id } = await system.customer();
  await system.advance('2031-03-04T09:00:00.000Z');
  keep('cdek', {}, { conversation: 'P1M' });
  expect(await purge('2031-04-04T08:00:00.000Z')).toBe(0);
  expect(await purge('2031-04-05T08:00:00.000Z')).toBe(1);
  expect(await tablesWith(id)).not.toContain('conversations');
});

test('a ticket goes with its notes and effects, and its customer stays while another case has them', async () => {
  const success = await system.staff('cs-1');
  const customer = { name: 'Mona', phone: '+201001234567' };
  const opened = async () =>
    (await success.post('/v1/programs/filkhedma/tickets', { type: 'outbound-sales-request', customer })).body as {
      id: string;
      contactId: string;
    };
  const [gone, open] = [await opened(), await opened()];
  await success.post(`/v1/tickets/${gone.id}/notes`, { text: 'Позвонить' });
  const closed = await success.post(`/v1/tickets/${gone.id}/close`, { result: 'not-interested' });
  expect(closed.status).toBe(200);
  await system.advance('2031-03-05T09:00:00.000Z');
  const contactOf = sql<{ id: string }>`select contact_id as id from cases where id = ${gone.id}::uuid`;
  const contact = (await row(em(), contactOf))?.id ?? '';
  expect(await purge('2050-01-01T00:00:00.000Z')).toBe(0);
  keep('filkhedma', { ticket: 'P30D' });
  expect(await purge('2031-04-30T09:00:00.000Z')).toBe(1);
  const short = ['carried_out_updates', 'live_events'];
  expect((await tablesWith(gone.id)).filter((table) => !short.includes(table))).toEqual(['audit_entries']);
  expect(await success.get(`/v1/tickets/${gone.id}`)).toMatchObject({ status: 410 });
  expect(await success.get(`/v1/tickets/${open.id}`)).toMatchObject({ status: 200 });
  expect(await tablesWith(contact)).toEqual([]);
});

test('CDEK-23 the list of legal holds has pages, the newest hold first', async () => {
  const ids: string[] = [];
  for (const reason of ['one', 'two', 'three']) {
    const { conversationId } = await closedConversation();
    await admin.post(`/v1/cases/${conversationId}/legal-hold`, { reason });
    ids.unshift(conversationId);
  }
  const found: string[] = [];
  let cursor = '';
  do {
    const { body } = await admin.get(`/v1/programs/cdek/legal-holds?limit=2${cursor}`);
    found.push(...(body.items as { caseId: string }[]).map(({ caseId }) => caseId));
    cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  expect(found.filter((id) => ids.includes(id)).toSorted()).toEqual(ids.toSorted());
  expect(new Set(found).size).toBe(found.length);
  for (const id of ids) await admin.post(`/v1/cases/${id}/legal-hold/release`, { reason: 'over' });
});
