// The exact requests to Freshdesk, and its invalid answers. Without a database.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { freshdeskClient } from '../../vendors/freshdesk/freshdesk-client.ts';
import { type FreshdeskTicketSettings, freshdeskTicketAdapter } from '../../vendors/freshdesk/ticket-adapter.ts';
import { htmlOf, ticketFields, ticketOperation } from '../../vendors/freshdesk/ticket-fields.ts';
import * as freshdesk from '../harness/vendors/loopback-freshdesk.ts';

let server: Awaited<ReturnType<typeof freshdesk.startFreshdesk>>;
beforeAll(async () => void (server = await freshdesk.startFreshdesk({ searchLag: 0 })));
beforeEach(() => {
  for (const list of [server.asked, server.heard, server.says, server.tickets, server.notes]) list.length = 0;
});
afterAll(() => server.close());

const client = () => freshdeskClient({ baseUrl: server.url, apiKey: freshdesk.API_KEY });
const adapter = (settings: FreshdeskTicketSettings = {}) => freshdeskTicketAdapter(client(), settings);
const signal = () => new AbortController().signal;
const createdAt = '2031-03-03T07:00:00.000Z';
const dueAt = '2031-03-03T09:00:00.000Z';

function aTicket(changes: Partial<freshdesk.Ticket> = {}) {
  const { length } = server.tickets;
  const fields = { subject: '-', description: '', status: 2, tags: [], created_at: createdAt, due_by: null };
  server.tickets.push({ id: length + 1, ...fields, custom_fields: {}, fields: {}, ...changes });
}
const effect = (details: Record<string, unknown>, changes = {}) => ({
  ...{ id: 'e1', text: '-', resends: 0, sentAt: createdAt, evidence: null, details },
  ...changes,
});

describe('a request', () => {
  test('has a content type where it has content', async () => {
    aTicket();
    await client().readTicket('1', signal());
    await client().addNote('1', 'said', signal());
    expect(server.heard.map(({ headers }) => headers['content-type'])).toEqual([undefined, 'application/json']);
    expect(JSON.parse(server.heard[1]?.body ?? '')).toEqual({ body: 'said', private: true });
  });

  test('looks for a value that cannot end its own quotation', async () => {
    expect(await client().findByField('cf_x', `a'b"c\\d`, signal())).toEqual([]);
    const { searchParams } = new URL(server.heard[0]?.url ?? '', server.url);
    expect([...searchParams]).toEqual([['query', `"cf_x:'abcd'"`]]);
  });

  test('that is led elsewhere is not repeated there', async () => {
    server.says.push({ status: 307, body: {}, headers: { location: `${server.url}/elsewhere` } });
    await expect(client().readTicket('1', signal())).rejects.toMatchObject({ code: 'http-307' });
    expect(server.asked).toHaveLength(1);
  });
});

describe('an answer', () => {
  const read = () => client().readTicket('1', signal());

  test.each<[number, unknown, string]>([
    [503, {}, 'http-503'],
    [400, { errors: [] }, 'http-400'],
    [400, { code: 7 }, 'http-400'],
    [400, { code: 'Missing field' }, 'http-400'],
    [400, { code: 'missing_field 01001234567' }, 'http-400'],
    [400, { code: '01001234567 missing_field' }, 'http-400'],
    [400, { code: 'x'.repeat(41) }, 'http-400'],
    [400, { code: 'invalid_value' }, 'invalid_value'],
    [400, { errors: [{ code: 'missing_field' }] }, 'missing_field'],
    [200, 5, 'wrong-answer'],
    [200, null, 'wrong-answer'],
  ])('%i with %j: %s, and no text of a customer', async (status, body, code) => {
    server.says.push({ status, body });
    await expect(read()).rejects.toMatchObject({ code });
  });

  test('to a search without results is none', async () => {
    server.says.push({ status: 200, body: {} });
    await expect(client().findByField('cf_x', 'e1', signal())).rejects.toMatchObject({ code: 'wrong-answer' });
  });

  test('without an id is none, whatever was asked for', async () => {
    const create = { operation: 'create', subject: '-', requester: { unique_external_id: 'c1' } };
    for (const details of [create, { operation: 'note', ticketId: '1' }]) {
      server.says.push({ status: 200, body: { id: 'one' } });
      await expect(adapter().send(effect(details), signal())).rejects.toMatchObject({ code: 'wrong-answer' });
    }
  });
});

describe('what happens when the outcome is unknown', () => {
  test('only a change may be written twice', () => {
    const { ifUnknown } = adapter();
    expect(['create', 'note', 'update'].map((operation) => ifUnknown({ details: { operation } }))).toEqual([
      ...['resend-once', 'resend-once', 'same-reference'],
    ]);
    expect(ifUnknown({ details: null })).toBe('resend-once');
  });

  test('details that are no operation are absent', async () => {
    expect(await adapter().reconcile(effect({}), signal())).toEqual({ kind: 'absent' });
  });

  test('a ticket of another effect is not ours, of two the older one is', async () => {
    const create = { operation: 'create', subject: '-', requester: { unique_external_id: 'c1' } };
    const ask = () => adapter().reconcile(effect(create), signal());
    for (const id of [9, 4]) aTicket({ id, custom_fields: { cf_careline_effect: 'e1' } });
    expect(await ask()).toEqual({ kind: 'accepted', providerRef: '4' });
    server.says.push({ status: 200, body: { results: [{ id: 3, custom_fields: { cf_careline_effect: 'e2' } }] } });
    expect(await ask()).toEqual({ kind: 'undecided' });
  });

  test('what a change must know of its ticket is read before it', async () => {
    const prepare = (operation: string) => adapter().prepare(effect({ operation, ticketId: '1' }), signal());
    expect(await prepare('note')).toEqual({});
    expect(server.asked).toEqual([]);
    expect(await prepare('update')).toEqual({});
    aTicket();
    expect(await prepare('update')).toEqual({ createdAt, isFlagged: false });
    server.tickets[0]?.tags.push('careline-possible-duplicate');
    expect(await prepare('update')).toEqual({ createdAt, isFlagged: true });
    server.says.push({ status: 503, body: {} });
    await expect(prepare('update')).rejects.toMatchObject({ status: 503 });
  });

  test.each<[string, Partial<freshdesk.Ticket>, string]>([
    ['as wanted', {}, 'accepted'],
    ['as wanted, and flagged', { tags: ['b', 'careline-possible-duplicate', 'a'] }, 'accepted'],
    ['of another status', { status: 5 }, 'absent'],
    ['with fewer tags', { tags: ['a'] }, 'absent'],
    ['due at another time', { due_by: createdAt }, 'absent'],
    ['with another field', { custom_fields: { cf_careline_due: dueAt, cf_result: 'paid' } }, 'absent'],
  ])('a ticket that is %s: a change is %j %s', async (_, changes, kind) => {
    const custom_fields = { cf_careline_due: dueAt, cf_result: 'other' };
    aTicket({ tags: ['b', 'a'], due_by: '2031-03-03T09:00:00Z', custom_fields, ...changes });
    const wanted = { status: 'open', tags: ['a', 'b'], dueAt, customFields: { cf_result: 'other' } };
    const found = await adapter().reconcile(effect({ operation: 'update', ticketId: '1', ...wanted }), signal());
    expect(found.kind).toBe(kind);
  });

  test('a ticket that is flagged stays as it is when its tags are not changed', async () => {
    aTicket({ tags: ['a', 'careline-possible-duplicate'] });
    const change = effect({ operation: 'update', ticketId: '1', status: 'closed' }, { evidence: { isFlagged: true } });
    expect(await adapter().send(change, signal())).toMatchObject({ kind: 'accepted' });
    expect(server.tickets).toMatchObject([{ status: 5, tags: ['a', 'careline-possible-duplicate'] }]);
  });

  test('a change of one thing says nothing of the others', async () => {
    aTicket({ status: 5, tags: ['a'], due_by: createdAt });
    const ask = (change: object) =>
      adapter().reconcile(effect({ operation: 'update', ticketId: '1', ...change }), signal());
    expect(await ask({ tags: ['a'] })).toEqual({ kind: 'accepted', providerRef: '1' });
    expect(await ask({ status: 'closed' })).toEqual({ kind: 'accepted', providerRef: '1' });
  });
});

describe('what an account has of its own', () => {
  const own = { effectField: 'cf_effect', dueField: 'cf_due', waitingStatus: 9 };
  const create = { operation: 'create', subject: '-', requester: { unique_external_id: 'c1' }, dueAt };

  test('is where its tickets are created and found', async () => {
    await adapter(own).send(effect({ ...create, status: 'waiting-on-customer' }), signal());
    expect(server.tickets).toMatchObject([{ status: 9, custom_fields: { cf_effect: 'e1', cf_due: dueAt } }]);
    expect(await adapter(own).reconcile(effect(create), signal())).toEqual({ kind: 'accepted', providerRef: '1' });
  });

  test('a ticket without a known time of sending has its due time in that field alone', async () => {
    await adapter(own).send(effect(create, { sentAt: null }), signal());
    expect(server.tickets).toMatchObject([{ due_by: null, custom_fields: { cf_due: dueAt } }]);
  });

  test('a change of nothing is no field at all', () => {
    const account = { waitingStatus: 9, dueField: 'cf_due' };
    expect(ticketFields({}, account, createdAt)).toStrictEqual({});
    expect(ticketFields({ status: 'resolved', dueAt }, account, createdAt)).toEqual({
      ...{ status: 4, custom_fields: { cf_due: dueAt } },
    });
    expect(ticketFields({ dueAt: createdAt, status: 'open' }, account, createdAt)).not.toHaveProperty('due_by');
    expect(ticketFields({ dueAt, tags: [] }, account, createdAt)).toEqual({
      tags: [],
      custom_fields: { cf_due: dueAt },
    });
  });
});

describe('an operation', () => {
  const create = { operation: 'create', subject: '-', requester: {} };
  test.each<[Record<string, unknown> | null, boolean]>([
    [create, true],
    [{ ...create, subject: 1 }, false],
    [{ ...create, requester: null }, false],
    [{ ...create, requester: 'c1' }, false],
    [{ ...create, operation: 'delete' }, false],
    [{ operation: 'update', ticketId: '12' }, true],
    [{ operation: 'note', ticketId: '12' }, true],
    [{ operation: 'note', ticketId: '1x' }, false],
    [{ operation: 'note', ticketId: 'x1' }, false],
    [{ operation: 'delete', ticketId: '12' }, false],
    [null, false],
  ])('%j: %s', (details, isOne) => expect(ticketOperation(details)).toBe(isOne ? details : null));

  test('its text is no markup, nor is its mark', () => {
    expect(htmlOf(`<a href="x">&'\n`, '<m>')).toBe(
      '<div dir="auto">&lt;a href=&quot;x&quot;&gt;&amp;&#39;<br></div><div>&lt;m&gt;</div>',
    );
    expect(htmlOf('-')).toBe('<div dir="auto">-</div>');
  });
});
