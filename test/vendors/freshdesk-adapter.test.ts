import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { classifyFailure } from '../../activities/effects/failure.ts';
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
    ...{ tags: [], created_at: '2031-03-03T07:00:00Z', due_by: null },
    custom_fields: {},
    fields: {},
  });
  const { accepted, upcoming, close } = server;
  return { adapter: adapterTo(server), accepted, upcoming, close };
}
describeAdapter('Freshdesk, for a ticket,', subject, {
  effect: { kind: 'helpdesk', intent: 'ticket', details: creation },
  provesOnlyPresence: true,
});
const note = { operation: 'note', ticketId: '1' };
describeAdapter('Freshdesk, for a note,', subject, {
  effect: { kind: 'helpdesk', intent: 'note/1', details: note },
  provesOnlyPresence: true,
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
  ...{ id: 'e1', text: 'لا يرد\n<b>&', resends: 0, sentAt: '2031-03-03T07:00:00.000Z' },
  evidence: null as Record<string, unknown> | null,
  details,
  ...changes,
});
/** As a performer does it: first an inquiry, then the sending. */
async function send(...[details, changes]: Parameters<typeof effect>) {
  const [adapter, wanted] = [adapterTo(server), effect(details, changes)];
  const evidence = await adapter.prepare(wanted, signal());
  return adapter.send({ ...wanted, evidence }, signal()).catch(classifyFailure);
}

test('a ticket carries the effect’s id; its text is text, never markup', async () => {
  expect(await send()).toEqual({ kind: 'accepted', providerRef: '1' });
  expect(server.tickets[0]?.fields).toEqual({
    ...{ unique_external_id: 'c1', subject: 'Not paid', status: 2, priority: 2, source: 3, tags: [] },
    ...{ due_by: creation.dueAt, fr_due_by: creation.dueAt },
    custom_fields: { cf_careline_effect: 'e1', cf_careline_due: creation.dueAt },
    description: '<div dir="auto">لا يرد<br>&lt;b&gt;&amp;</div>',
  });
});

test('sent again without knowing: flagged where it is read, and for good; of two the older one is ours', async () => {
  await send();
  await send(creation, { resends: 1 });
  const tags = () => server.tickets.map((ticket) => ticket.tags);
  expect(tags()).toEqual([[], ['careline-possible-duplicate']]);
  expect(await adapterTo(server).reconcile(effect(), signal())).toEqual({ kind: 'accepted', providerRef: '1' });
  // A change replaces all tags except this one.
  const change = { operation: 'update', ticketId: '2', status: 'open', tags: ['overdue'] };
  await send(change);
  expect(tags()).toEqual([[], ['overdue', 'careline-possible-duplicate']]);
  expect(await adapterTo(server).reconcile(effect(change), signal())).toMatchObject({ kind: 'accepted' });
  await send(note, { resends: 1 });
  expect(server.notes).toMatchObject([{ body: expect.stringContaining('[careline e1] careline-possible-duplicate') }]);
});

test('FK-08 waiting stops Freshdesk’s clock: the due time is in a field of ours; open again, in its own as well', async () => {
  await send();
  const [waiting, again] = ['2031-03-05T10:00:00Z', '2031-03-06T10:00:00Z'];
  const change = { operation: 'update', ticketId: '1' };
  const waits = { ...change, status: 'waiting-on-customer', dueAt: waiting };
  expect(await send(waits)).toEqual({ kind: 'accepted', providerRef: '1' });
  const fields = { cf_careline_effect: 'e1', cf_careline_due: waiting };
  expect(server.tickets).toMatchObject([{ status: 6, due_by: creation.dueAt, custom_fields: fields }]);
  expect(await adapterTo(server).reconcile(effect(waits), signal())).toMatchObject({ kind: 'accepted' });
  const opens = { ...change, status: 'open', dueAt: again };
  expect(await adapterTo(server).reconcile(effect(opens), signal())).toEqual({ kind: 'absent' });
  expect(await send(opens)).toEqual({ kind: 'accepted', providerRef: '1' });
  expect(server.tickets).toMatchObject([{ status: 2, due_by: again, custom_fields: { cf_careline_due: again } }]);
  for (const status of ['waiting-on-customer', 'resolved', 'closed']) {
    expect(await send({ ...creation, status })).toMatchObject({ kind: 'accepted' });
  }
});

test('a due time that has passed is no reason to refuse a ticket: Freshdesk gets it where it takes it', async () => {
  // Created late: due before its creation, or almost.
  expect(await send(creation, { sentAt: '2031-03-03T08:59:30.000Z' })).toEqual({ kind: 'accepted', providerRef: '1' });
  expect(server.tickets).toMatchObject([{ due_by: null, custom_fields: { cf_careline_due: creation.dueAt } }]);
  const change = { operation: 'update', ticketId: '1', status: 'open' };
  const late = { sentAt: '2031-03-04T09:00:00.000Z' };
  const before = { ...change, dueAt: '2031-03-03T06:59:59Z' };
  expect(await send(before, late)).toEqual({ kind: 'accepted', providerRef: '1' });
  expect(await adapterTo(server).reconcile(effect(before, late), signal())).toMatchObject({ kind: 'accepted' });
  expect(server.tickets).toMatchObject([{ due_by: null, custom_fields: { cf_careline_due: before.dueAt } }]);
  // Overdue by now, but due after the ticket's creation.
  expect(await send({ ...change, dueAt: '2031-03-03T07:00:01Z' }, late)).toMatchObject({ kind: 'accepted' });
  expect(server.tickets).toMatchObject([{ due_by: '2031-03-03T07:00:01Z' }]);
});

test('a change to a ticket that is gone is refused, not asked for again and again', async () => {
  const gone = { operation: 'update', ticketId: '99', status: 'open', dueAt: creation.dueAt };
  expect(await send(gone)).toEqual({ kind: 'refused', code: 'http-404' });
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
  expect(server.tickets).toMatchObject([
    { status: 6, tags: ['b', 'a'], custom_fields: { cf_careline_due: change.dueAt } },
  ]);
});

test('a note is found behind a hundred others', async () => {
  await send();
  const others = Array.from({ length: 130 }, (_, id) => ({ id, ticketId: 1, body: '', body_text: `note ${id}` }));
  server.notes.push(...others);
  expect(await adapterTo(server).reconcile(effect(note), signal())).toEqual({ kind: 'undecided' });
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
