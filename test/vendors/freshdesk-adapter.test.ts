// Owns the tests of tickets in Freshdesk: the contract of adapters for a new one, a note and a change; error bodies.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { classifyFailure } from '../../activities/effect-failure.ts';
import { freshdeskClient } from '../../vendors/freshdesk/freshdesk-client.ts';
import { freshdeskTicketAdapter } from '../../vendors/freshdesk/ticket-adapter.ts';
import { describeAdapter } from '../activities/adapter-contract.ts';
import { lateFaults } from '../harness/loopback-provider.ts';
import * as freshdesk from '../harness/vendors/loopback-freshdesk.ts';

type Freshdesk = Awaited<ReturnType<typeof freshdesk.startFreshdesk>>;
const adapterTo = ({ url: baseUrl }: { url: string }, apiKey = freshdesk.API_KEY) =>
  freshdeskTicketAdapter(freshdeskClient({ baseUrl, apiKey }), { callTimeoutMs: 800 });
const creation = {
  operation: 'create',
  subject: 'Not paid',
  requester: { unique_external_id: 'c1' },
  dueAt: '2031-03-03T09:00:00Z',
};

async function subject() {
  const server = await freshdesk.startFreshdesk();
  server.tickets.push({
    ...{ id: 1, subject: '', description: '', status: 2 },
    tags: [],
    due_by: null,
    custom_fields: {},
    fields: {},
  });
  const { accepted, upcoming, close } = server;
  return { adapter: adapterTo(server), accepted, upcoming, close };
}
describeAdapter('Freshdesk, for a ticket,', subject, {
  effect: { channel: 'helpdesk', intent: 'ticket', details: creation },
});
const note = { operation: 'note', ticketId: '1' };
describeAdapter('Freshdesk, for a note,', subject, {
  effect: { channel: 'helpdesk', intent: 'note/1', details: note },
});

let server: Freshdesk;
beforeAll(async () => void (server = await freshdesk.startFreshdesk({ searchLag: 0 })));
beforeEach(() => {
  for (const list of [server.asked, server.upcoming, server.tickets, server.notes, server.accepted]) list.length = 0;
  server.conflict = false;
});
afterAll(() => server.close());

const signal = () => new AbortController().signal;
const effect = (details: Record<string, unknown> = creation, changes = {}) => ({
  id: 'e1',
  text: 'لا يرد\n<b>&',
  details,
  resends: 0,
  ...changes,
});
const send = (...[details, changes]: Parameters<typeof effect>) =>
  adapterTo(server).send(effect(details, changes), signal()).catch(classifyFailure);

test('a ticket carries the effect’s id; its text is text, never markup', async () => {
  expect(await send()).toEqual({ kind: 'accepted', providerRef: '1' });
  expect(server.tickets[0]?.fields).toEqual({
    ...{ unique_external_id: 'c1', subject: 'Not paid', status: 2, priority: 2, source: 3, tags: [] },
    ...{ due_by: creation.dueAt, fr_due_by: creation.dueAt, custom_fields: { cf_careline_effect: 'e1' } },
    description: '<div dir="auto">لا يرد<br>&lt;b&gt;&amp;</div>',
  });
});

test('sent again without knowing: flagged where it is read; of two the older one is ours', async () => {
  await send();
  await send(creation, { resends: 1 });
  expect(server.tickets.map(({ tags }) => tags)).toEqual([[], ['careline-possible-duplicate']]);
  expect(await adapterTo(server).reconcile(effect(), signal())).toEqual({ kind: 'accepted', providerRef: '1' });
});

test.each(lateFaults)('%s on a change: writing it again is the same', async (fault) => {
  await send();
  const change = {
    operation: 'update',
    ticketId: '1',
    status: 'waiting-on-customer',
    tags: ['b', 'a'],
    dueAt: '2031-03-04T09:00:00Z',
  };
  const adapter = adapterTo(server);
  expect(adapter.ifUnknown({ details: change })).toBe('same-reference');
  expect(await adapter.reconcile(effect(change), signal())).toEqual({ kind: 'absent' });
  server.upcoming.push(fault);
  await adapter.send(effect(change), AbortSignal.timeout(150)).catch(() => undefined);
  expect(await adapter.reconcile(effect(change), signal())).toEqual({ kind: 'accepted', providerRef: '1' });
  expect(await send(change)).toEqual({ kind: 'accepted', providerRef: '1' });
  expect(server.tickets).toMatchObject([{ status: 6, tags: ['b', 'a'], due_by: change.dueAt }]);
});

test('a note is found behind a hundred others', async () => {
  await send();
  const others = Array.from({ length: 130 }, (_, id) => ({ id, ticketId: 1, body: '', body_text: `note ${id}` }));
  server.notes.push(...others);
  expect(await adapterTo(server).reconcile(effect(note), signal())).toEqual({ kind: 'absent' });
  await send(note);
  expect(await adapterTo(server).reconcile(effect(note), signal())).toEqual({ kind: 'accepted', providerRef: '230' });
  expect(server.asked.filter((line) => line.endsWith('conversations'))).toHaveLength(4);
});

test('400, 401, 404, 409, 429 as Freshdesk words them', async () => {
  expect(await send({ ...creation, subject: '' })).toEqual({ kind: 'refused', code: 'freshdesk-missing_field' });
  expect(await send({ ...creation, requester: {} })).toEqual({ kind: 'refused', code: 'freshdesk-missing_field' });
  const stranger = await adapterTo(server, 'wrong').send(effect(), signal()).catch(classifyFailure);
  expect(stranger).toEqual({ kind: 'never-left', code: 'http-401' });
  expect(await send({ operation: 'note', ticketId: '99' })).toEqual({ kind: 'refused', code: 'http-404' });
  server.conflict = true;
  expect(await send()).toEqual({ kind: 'ambiguous', code: 'http-409' });
  server.conflict = false;
  server.asked.length = 0;
  server.upcoming.push('too-many-requests');
  expect(await send()).toEqual({ kind: 'never-left', code: 'http-429', retryAfterMs: 7_000 });
  expect(server.asked).toEqual(['POST /api/v2/tickets']);
  expect(server.tickets).toEqual([]);
});

test('details that are no operation are refused before anything is asked', async () => {
  for (const unfit of [
    {},
    { operation: 'create' },
    { operation: 'note', ticketId: '1/../2' },
    { operation: 'delete', ticketId: '1' },
  ]) {
    expect(await send(unfit)).toEqual({ kind: 'refused', code: 'details-unfit' });
  }
  expect(server.asked).toEqual([]);
});
