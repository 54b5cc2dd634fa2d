import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { access } from '../../../api/plugins/access.ts';
import { caseAccess } from '../../../api/cases/door.ts';
import { hashToken, newApiKey } from '../../../api/people/tokens.ts';
import { rows, sql } from '../../../db/sql.ts';
import { insertApiKey } from '../../../db/write/api-keys.ts';
import { updatePerson } from '../../../db/write/people.ts';
import type { RouteRule } from '../../../domain/access/route-access.ts';
import { changeRequest } from '../../harness/case-facts.ts';
import { START } from '../../harness/api.ts';
import { bearer, type Stored, storeConversation } from '../../harness/stored-conversation.ts';
import { aLifeToStore, storeLife } from '../../harness/stored-life.ts';
import { aStoredTicket } from '../../harness/stored-ticket.ts';
import { type Guarded, guardedApp, type Headers, hidden, notAllowed, notLoggedIn, openGuarded } from './guarded-app.ts';
import { smallApp } from './small-app.ts';

let guarded: Guarded;
let ids: { waiting: Stored; taken: Stored; life: string; requestId: string; ticket: string };
const updates: string[] = [];
const ok = async () => ({ ok: true });
const open = { config: { access: 'anyone' } } as const;

function ourRoutes(own: FastifyInstance): void {
  for (const rule of ['anyone', 'signed-in', 'staff', 'admin'] as const)
    own.get(`/v1/${rule}`, { config: { access: rule } }, ok);
  own.post('/v1/staff', { config: { access: 'staff' } }, ok);
  own.get('/v1/programs/:program/staff', { config: { access: 'staff' } }, ok);
  own.get('/v1/programs/:program/anyone', open, ok);
  own.get('/v1/careless/:field', open, async (request) => {
    return String(Reflect.get(request, (request.params as { field: string }).field));
  });
  own.get('/v1/seen/:other', open, async (request) => {
    const { other } = request.params as { other: string };
    return { seen: (await request.seenConversation(other, 'conversation.read-messages'))?.id ?? null };
  });
  own.get('/v1/c/:id', { config: { access: 'conversation.read' } }, async (request) => {
    await request.auditViewing('conversation.read');
    return { id: request.conversation.id, same: request.em === request.em };
  });
  own.post(
    '/v1/c/:id/close',
    { config: { access: 'conversation.close' } },
    async ({ updateId }) => void updates.push(updateId),
  );
  own.put('/v1/c/:id/close', { config: { access: 'conversation.close' } }, ok);
  const packages = { config: { access: 'service-package.read' } } as const;
  own.get('/v1/p/:id', packages, async ({ servicePackage }) => ({
    id: servicePackage.record.id,
    has: Object.keys(servicePackage),
  }));
  own.post(
    '/v1/p/:id/cancel',
    { config: { access: 'service-package.cancel' } },
    async ({ updateId }) => void updates.push(updateId),
  );
  own.get(
    '/v1/part/:id',
    { config: { access: 'service-package.read', partOf: 'payment_requests' } },
    async ({ servicePackage }) => ({
      id: servicePackage.record.id,
    }),
  );
  own.get('/v1/t/:id', { config: { access: 'ticket.read' } }, async ({ ticket }) => ({
    id: ticket.record.id,
    chase: ticket.chase,
  }));
  own.post('/v1/t/:id/close', { config: { access: 'ticket.close' } }, async ({ updateId }) => {
    updates.push(updateId);
    return { ok: true };
  });
}

beforeAll(async () => {
  guarded = await openGuarded(ourRoutes);
  const { orm } = guarded.database;
  const { life, requestId } = aLifeToStore();
  ids = {
    waiting: await storeConversation(orm),
    taken: await storeConversation(orm, { stage: 'assigned', assignee: 'klo-1' }),
    life: await storeLife(orm, life),
    requestId,
    ticket: (await aStoredTicket(orm, 'outbound-sales-request', START)).id,
  };
});
afterAll(() => guarded.close());

const em = () => guarded.em();
const as = (login: string) => guarded.as(login);
const ask: Guarded['ask'] = (...asked) => guarded.ask(...asked);

describe('a rule', () => {
  test('opens a route to those of a standing', async () => {
    const asking: [string, Headers][] = [
      ['an anonymous caller', {}],
      ['customer', bearer(ids.waiting)],
      ['staff', await as('klo-1')],
      ['admin', await as('admin')],
    ];
    const said: Record<string, unknown[]> = {};
    for (const rule of ['anyone', 'signed-in', 'staff', 'admin']) {
      for (const [, headers] of asking) (said[rule] ??= []).push(await ask(`/v1/${rule}`, headers));
    }
    const through = { ok: true };
    expect(said).toEqual({
      anyone: [through, through, through, through],
      'signed-in': [notLoggedIn, through, through, through],
      staff: [notLoggedIn, notAllowed, through, through],
      admin: [notLoggedIn, notAllowed, notAllowed, through],
    });
  });

  test('lets a caller who may only read do nothing else', async () => {
    const [key, id] = [newApiKey(), randomUUID()];
    const app = { id, name: 'reader', keyHash: hashToken(key), program: 'cdek', roles: ['klo'], createdBy: 'admin' };
    await insertApiKey(em(), { ...app, scope: 'read-only' }, START);
    const headers = { 'x-api-key': key };
    expect([await ask('/v1/staff', headers), await ask('/v1/staff', headers, 'HEAD')]).toEqual([{ ok: true }, null]);
    expect((await ask('/v1/staff', headers, 'POST'))[0]).toBe(403);
    expect(await ask('/v1/staff', await as('klo-1'), 'POST')).toEqual({ ok: true });
  });

  test('under a program opens to those who work there and to admins; an unknown program is not there', async () => {
    const of = async (program: string, login: string) => ask(`/v1/programs/${program}/staff`, await as(login));
    for (const login of ['klo-1', 'admin']) expect(await of('cdek', login)).toEqual({ ok: true });
    expect(await of('cdek', 'cs-1')).toEqual(hidden);
    for (const login of ['klo-1', 'admin']) expect(await of('gone', login)).toEqual(hidden);
    for (const program of ['cdek', 'gone']) expect(await ask(`/v1/programs/${program}/anyone`)).toEqual({ ok: true });
  });

  test('is not asked where there is no route', async () => expect(await ask('/v1/nowhere')).toEqual(hidden));

  test.each([
    [access, 'identity'],
    [caseAccess, 'access'],
  ])('without the plugin before it the process does not start', async (plugin, before) => {
    await expect(smallApp((own) => own.register(plugin))).rejects.toThrow(`'${before}'`);
  });

  const start = (url: string, rule?: RouteRule) =>
    guardedApp(guarded.database, (own) => own.get(url, rule === undefined ? {} : { config: { access: rule } }, ok));

  test.each<[string, RouteRule | undefined]>([
    ['/v1/x', undefined],
    ['/v1/x', 'conversation.read'],
    ['/v1/:identity', 'ticket.read'],
    ['/v1/x', 'service-package.read'],
  ])('of %s, %s, stops the start', async (url, rule) => {
    await expect(start(url, rule)).rejects.toThrow(`routes without an access rule that holds: GET ${url}`);
  });

  test.each<[string, RouteRule]>([
    ['/v1/x', 'anyone'],
    ['/v1/:id', 'conversation.read'],
    ['/v1/:id/y', 'ticket.read'],
  ])('of %s, %s, holds', async (url, rule) => {
    await expect(start(url, rule)).resolves.toBeDefined();
  });

  test.each(['conversation', 'servicePackage', 'ticket', 'staff'])(
    'a route without one does not read request.%s',
    async (field) => {
      expect(await ask(`/v1/careless/${field}`)).toEqual([500, 'internal-error']);
    },
  );
});

describe('a conversation', () => {
  const read = (headers: Headers, id = ids.taken.id) => ask(`/v1/c/${id}`, headers);

  test('is open to whom it concerns, and is not there for others', async () => {
    const found = { id: ids.taken.id, same: true };
    expect(await read(await as('klo-1'))).toEqual(found);
    expect(await read(await as('director'))).toEqual(found);
    expect(await read(bearer(ids.taken))).toEqual(found);
    for (const other of [bearer(ids.waiting), await as('cc-1'), await as('admin')])
      expect(await read(other)).toEqual(hidden);
    for (const id of [randomUUID(), 'no-id']) expect(await read(await as('klo-1'), id)).toEqual(hidden);
    expect(await read({})).toEqual(notLoggedIn);
  });

  test('seen by who oversees it leaves a row', async () => {
    await rows(em(), sql`truncate audit_entries`);
    for (const login of ['klo-1', 'director']) await read(await as(login));
    await read(bearer(ids.taken));
    expect(await rows(em(), sql`select actor, action, case_id as "caseId" from audit_entries`)).toEqual([
      { actor: 'director', action: 'conversation.read', caseId: ids.taken.id },
    ]);
  });

  test('of a program that is gone is not there', async () => {
    const { id, token } = await storeConversation(guarded.database.orm);
    await rows(em(), sql`update conversations set program = 'gone' where id = ${id}::uuid`);
    for (const headers of [{ authorization: `Bearer ${token}` }, await as('director')]) {
      expect(await read(headers, id)).toEqual(hidden);
    }
  });

  test('that the path does not name is seen by the same rule', async () => {
    const seen = async (headers: Headers, id: string) => (await ask(`/v1/seen/${id}`, headers)).seen;
    expect(await seen(await as('klo-1'), ids.taken.id)).toBe(ids.taken.id);
    expect(await seen(bearer(ids.waiting), ids.taken.id)).toBeNull();
    expect(await seen(await as('klo-1'), randomUUID())).toBeNull();
    expect(await seen(await as('klo-1'), 'no-id')).toBeNull();
  });
});

/** Marks a request's move as carried out although its answer was lost. */
const carriedOut = (caseId: string) =>
  rows(em(), sql`insert into carried_out_updates values (${updates.at(-1)}, ${caseId}::uuid, ${START}::timestamptz)`);

describe('a move whose answer was lost', () => {
  test('is heard of again by whom it has taken the conversation from', async () => {
    const url = `/v1/c/${ids.taken.id}/close`;
    const headers = { ...(await as('klo-1')), 'idempotency-key': 'lost-1' };
    expect(await ask(url, headers, 'POST')).toBeNull();
    await rows(em(), sql`truncate idempotency_keys`);
    await changeRequest(em(), ids.taken.id, { assignee: 'klo-2' });
    const refused = await ask(url, headers, 'POST');
    expect(refused[0]).toBeGreaterThanOrEqual(400);
    await rows(em(), sql`truncate idempotency_keys`);
    await carriedOut(ids.taken.id);
    expect(await ask(url, headers, 'POST')).toBeNull();
    expect((await ask(url, { ...headers, 'idempotency-key': 'another' }, 'POST'))[0]).toBe(refused[0]);
    expect((await ask(url, headers, 'PUT'))[0]).toBe(refused[0]);
  });

  test('is heard of again by whom it has taken the package from', async () => {
    const url = `/v1/p/${ids.life}/cancel`;
    const headers = { ...(await as('cc-1')), 'idempotency-key': 'lost-2' };
    expect(await ask(url, headers, 'POST')).toBeNull();
    await rows(em(), sql`truncate idempotency_keys`);
    await carriedOut(ids.life);
    await updatePerson(em(), 'cc-1', { memberships: [] });
    expect(await ask(url, headers, 'POST')).toBeNull();
    expect(await ask(url, { ...headers, 'idempotency-key': 'another' }, 'POST')).toEqual(hidden);
  });
});

describe('a package and a ticket', () => {
  test('a move whose answer was lost is heard of again by whom it has taken the ticket from', async () => {
    const ticket = await aStoredTicket(guarded.database.orm, 'outbound-sales-request', START);
    const url = `/v1/t/${ticket.id}/close`;
    const headers = { ...(await as('cs-3')), 'idempotency-key': 'lost-3' };
    expect(await ask(url, headers, 'POST')).toEqual({ ok: true });
    await rows(em(), sql`truncate idempotency_keys`);
    await updatePerson(em(), 'cs-3', { memberships: [] });
    expect(await ask(url, headers, 'POST')).toEqual(hidden);
    await rows(em(), sql`truncate idempotency_keys`);
    await carriedOut(ticket.id);
    expect(await ask(url, headers, 'POST')).toEqual({ ok: true });
    expect(await ask(url, { ...headers, 'idempotency-key': 'another' }, 'POST')).toEqual(hidden);
  });

  test('are open to people of their program, as far as their role goes', async () => {
    expect(await ask(`/v1/p/${ids.life}`, await as('ops-1'))).toEqual({ id: ids.life, has: ['record', 'policy'] });
    expect(await ask(`/v1/p/${ids.life}/cancel`, await as('ops-1'), 'POST')).toEqual(notAllowed);
    expect(await ask(`/v1/t/${ids.ticket}`, await as('finance-1'))).toEqual({ id: ids.ticket, chase: null });
    expect(await ask(`/v1/t/${ids.ticket}/close`, await as('finance-1'), 'POST')).toEqual(notAllowed);
    expect(await ask(`/v1/t/${ids.ticket}/close`, await as('cs-1'), 'POST')).toEqual({ ok: true });
  });

  test.each(['p', 't'])('/%s are not there for others', async (kind) => {
    const id = kind === 'p' ? ids.life : ids.ticket;
    for (const login of ['klo-1', 'director']) expect(await ask(`/v1/${kind}/${id}`, await as(login))).toEqual(hidden);
    for (const other of [randomUUID(), 'no-id', kind === 'p' ? ids.ticket : ids.life]) {
      expect(await ask(`/v1/${kind}/${other}`, await as('cs-1'))).toEqual(hidden);
    }
    expect(await ask(`/v1/${kind}/${id}`, bearer(ids.waiting))).toEqual(notAllowed);
    expect(await ask(`/v1/${kind}/${id}`)).toEqual(notLoggedIn);
  });

  test('a part leads to its package', async () => {
    expect(await ask(`/v1/part/${ids.requestId}`, await as('cs-1'))).toEqual({ id: ids.life });
    for (const id of [ids.life, 'no-id']) expect(await ask(`/v1/part/${id}`, await as('cs-1'))).toEqual(hidden);
  });
});
