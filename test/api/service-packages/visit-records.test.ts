// FK-17, FK-18, FK-21, FK-23, over HTTP in the whole system: records, corrections, the address for a visit, notes.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { rows, sql } from '../../../db/sql.ts';
import type { Answer } from '../../harness/careline.ts';
import { booked, eventually, loseAnswers, paid, pastOf, readableHistory, refusedWith } from '../../harness/packages.ts';
import { care, careline, lead, ops } from './desk.ts';

/** Paid: two visits on Monday and one on the 10th. Unpaid: one on the 20th. */
let shown: Answer['body'];
let unpaid: Answer['body'];

const startsAt = ['2031-03-03T12:00:00.000Z', '2031-03-03T14:00:00.000Z', '2031-03-10T10:00:00.000Z'];
const withToday = { visits: startsAt.map((at) => ({ startsAt: at })) };
const path = (of: Answer['body'], place: number, verb: string) =>
  `/v1/service-packages/${of.id}/visits/${of.visits[place].id}/${verb}`;
const board = async (query: string) => (await ops.get(`/v1/programs/filkhedma/visits?${query}`)).body.items;
const idsOf = (items: Answer['body'][]) => items.map(({ id }) => id);

beforeAll(async () => {
  shown = await paid(care, withToday);
  unpaid = await booked(care, { visits: [{ startsAt: '2031-03-20T10:00:00.000Z' }] });
});

describe('FK-23 on its day', () => {
  test('a visit is recorded by operations, and once; before it is `not-yet`', async () => {
    const early = await lead.post(path(shown, 2, 'record'), { outcome: 'not-held' });
    expect([...refusedWith(early), early.body.recordedFrom]).toEqual([409, 'not-yet', '2031-03-09T22:00:00.000Z']);
    const used = await paid(care, withToday);
    const answer = await ops.post(path(used, 0, 'record'), { outcome: 'counted' });
    expect([answer.status, answer.body]).toMatchObject([200, { visitsLeft: 2, visit: { status: 'counted' } }]);
    expect(refusedWith(await ops.post(path(used, 0, 'record'), { outcome: 'counted' }))).toEqual([409, 'visit-over']);
  });

  test('only the lead records that the centre did not come; the reason is in the timeline, and in no history', async () => {
    const used = await paid(care, withToday);
    const said = { outcome: 'not-held', reason: 'The van broke down' };
    expect(refusedWith(await ops.post(path(used, 0, 'record'), said))).toEqual([403, 'not-allowed']);
    const { body } = await lead.post(path(used, 0, 'record'), said);
    expect(body).toMatchObject({ visitsLeft: 3, visitsWithoutDate: 1, visit: { status: 'cancelled' } });
    const { past } = (await care.get(`/v1/service-packages/${used.id}/timeline`)).body;
    expect(past.at(-1)).toMatchObject({ what: 'visit-not-held', by: 'cs-lead', note: 'The van broke down' });
    const history = await readableHistory(careline, used.id);
    expect(history).toContain('not-held');
    expect(history).not.toContain('van');
  });

  test('FK-13 not of a package that is not paid', async () => {
    expect(refusedWith(await ops.post(path(unpaid, 0, 'record'), { outcome: 'completed' }))).toEqual([409, 'not-paid']);
  });

  test('invalid: another outcome, no reason for a correction, a visit of another package', async () => {
    expect((await ops.post(path(shown, 0, 'record'), { outcome: 'cancelled' })).status).toBe(400);
    expect((await ops.post(path(shown, 0, 'record'), {})).status).toBe(400);
    expect((await lead.post(path(shown, 0, 'correct'), { status: 'counted' })).status).toBe(400);
    expect((await lead.post(path(shown, 0, 'correct'), { status: 'counted', reason: ' ' })).status).toBe(400);
    expect((await lead.post(path(shown, 0, 'correct'), { status: 'planned', reason: 'so' })).status).toBe(400);
    const strange = `/v1/service-packages/${unpaid.id}/visits/${shown.visits[0].id}/record`;
    expect((await ops.post(strange, { outcome: 'completed' })).status).toBe(404);
  });
});

describe('corrected by the lead', () => {
  const used = async () => {
    const one = await paid(care, { visits: [{ startsAt: startsAt[0] }] });
    await ops.post(path(one, 0, 'complete'));
    return one;
  };

  test('a package that was used up goes on, and its workflow with it', async () => {
    const one = await used();
    expect((await care.get(`/v1/service-packages/${one.id}`)).body.stage).toBe('finished');
    const body = { status: 'cancelled', reason: 'The wrong house, 4111 1111 1111 1111' };
    expect(refusedWith(await ops.post(path(one, 0, 'correct'), body))).toEqual([403, 'not-allowed']);
    const answer = await lead.post(path(one, 0, 'correct'), body);
    expect(answer.body).toMatchObject({ stage: 'active', visitsLeft: 1, visit: { status: 'cancelled' } });
    expect(answer.body.nextAction.what).toBe('expiry');
    const { past } = (await care.get(`/v1/service-packages/${one.id}/timeline`)).body;
    expect(past.at(-1)).toMatchObject({
      what: 'visit-corrected',
      note: 'The wrong house, •••• •••• •••• 1111',
    });
  });

  test('whose answer was lost is answered again, and happens once', async () => {
    const one = await used();
    const key = { 'idempotency-key': randomUUID() };
    const ask = () => lead.post(path(one, 0, 'correct'), { status: 'counted', reason: 'The door stayed shut' }, key);
    expect((await ask()).body.visit.status).toBe('counted');
    await loseAnswers(careline);
    expect((await ask()).body.visit.status).toBe('counted');
    expect((await pastOf(care, one.id)).filter((what) => what === 'visit-corrected')).toHaveLength(1);
  });

  test('to what the record says already: refused, and without a trace', async () => {
    const one = await used();
    const before = await pastOf(care, one.id);
    const again = await lead.post(path(one, 0, 'correct'), { status: 'completed', reason: 'It was' });
    expect([...refusedWith(again), again.body.visitStatus]).toEqual([409, 'nothing-to-correct', 'completed']);
    expect(await pastOf(care, one.id)).toEqual(before);
  });

  test('FK-21 not what a cancellation has settled, and not what has no record', async () => {
    const one = await paid(care, withToday);
    const said = { status: 'counted', reason: 'so' };
    expect(refusedWith(await lead.post(path(one, 0, 'correct'), said))).toEqual([409, 'visit-not-recorded']);
    await ops.post(path(one, 0, 'complete'));
    await care.post(`/v1/service-packages/${one.id}/cancellation`);
    expect(refusedWith(await lead.post(path(one, 0, 'correct'), said))).toEqual([409, 'cancellation-settled']);
  });
});

describe('the address', () => {
  const enter = (id: string, address: string, caller = care) =>
    caller.patch(`/v1/service-packages/${id}/customer`, { address });

  test('is asked for two days before a visit at the earliest, entered by the desk, and is in neither timeline nor audit', async () => {
    const customer = { name: 'Mona', phone: '01001234567' };
    const later = await paid(care, { customer });
    expect(later.todo).toEqual([]);
    const soon = await paid(care, { customer, ...withToday });
    expect(soon.todo).toMatchObject([
      { what: 'enter-address', by: ['customer-care', 'customer-success', 'customer-success-lead'], dueAt: startsAt[0] },
    ]);
    expect(await board('on=2031-03-03')).toContainEqual(
      expect.objectContaining({ packageId: soon.id, address: null, paid: true, stage: 'active' }),
    );
    const answer = await enter(soon.id, 'Maadi, street 9');
    expect([answer.status, answer.body]).toMatchObject([200, { todo: [], customer: { address: 'Maadi, street 9' } }]);
    await enter(soon.id, 'Maadi, street 9');
    expect((await pastOf(care, soon.id)).filter((what) => what === 'address-entered')).toHaveLength(1);
    const kept = await rows(
      careline.database.orm.em.fork(),
      sql`select actor, action, details::text from audit_entries where case_id = ${soon.id}::uuid and action like '%address%'`,
    );
    expect(kept).toEqual([{ actor: 'cc-1', action: 'service-package.address-entered', details: null }]);
  });

  test('not by operations, and not without a word', async () => {
    expect((await enter(shown.id, 'Maadi', ops)).status).toBe(403);
    expect((await enter(shown.id, ' ')).status).toBe(400);
    expect((await enter(shown.id, '')).status).toBe(400);
    expect((await care.patch(`/v1/service-packages/${shown.id}/customer`, { phone: '0100' })).status).toBe(400);
  });
});

describe('a note', () => {
  const note = (text: string, key = randomUUID()) =>
    ops.post(`/v1/service-packages/${shown.id}/notes`, { text }, { 'idempotency-key': key });
  const notes = async () => {
    const { past } = (await care.get(`/v1/service-packages/${shown.id}/timeline`)).body;
    return past.filter(({ what }: Answer['body']) => what === 'package-note');
  };

  test('is in the timeline and the audit once, even if it is asked for again, and without a card number', async () => {
    const key = randomUUID();
    const answer = await note('rings twice, 4111 1111 1111 1111', key);
    expect([answer.status, answer.body]).toMatchObject([200, { id: shown.id, stage: shown.stage }]);
    await loseAnswers(careline);
    expect((await note('rings twice, 4111 1111 1111 1111', key)).status).toBe(200);
    expect(await notes()).toMatchObject([
      { by: 'ops-1', rule: null, note: expect.stringMatching(/^rings twice, \D*1111$/) },
    ]);
    const kept = await rows(
      careline.database.orm.em.fork(),
      sql`select actor, reason from audit_entries where case_id = ${shown.id}::uuid and action = 'service-package.package-note'`,
    );
    expect(kept).toEqual([{ actor: 'ops-1', reason: (await notes())[0].note }]);
  });

  test('is never empty, and no longer than 2,000 letters', async () => {
    const before = (await notes()).length;
    for (const text of ['', ' ', 'x'.repeat(2_001)]) expect((await note(text)).status).toBe(400);
    expect((await notes()).length).toBe(before);
  });
});

// From here on it is the end of Monday, and then Tuesday.
describe('FK-23 at the end of its day', () => {
  test('operations is asked: a ticket, a task, the board; the record closes all three', async () => {
    expect(await board('unrecorded=true')).toEqual([]);
    await careline.advance('2031-03-03T21:59:59.000Z');
    const view = await eventually(care, shown.id, ({ tickets }) => tickets.length === 2);
    const [first, second] = [shown.visits[0].id, shown.visits[1].id];
    expect(view.todo).toEqual(
      [first, second].map((id) =>
        expect.objectContaining({
          ...{ what: 'record-visit', dueAt: '2031-03-04T10:00:00.000Z', rule: 'FK-23', subject: `visit-record/${id}` },
        }),
      ),
    );
    const { items: tickets } = (await ops.get(`/v1/tickets?caseId=${shown.id}`)).body;
    const ticket = tickets.find(({ visit }: Answer['body']) => visit.id === first);
    expect(ticket).toMatchObject({
      ...{ type: 'visit-record', team: 'operations', results: [], visit: { id: first, startsAt: startsAt[0] } },
      todo: [{ what: 'record-visit' }],
    });
    expect(ticket.may).not.toContain('close');
    const items = await board('unrecorded=true');
    expect(idsOf(items)).toEqual(expect.arrayContaining([first, second]));
    expect(items.map((visit: Answer['body']) => visit.startsAt)).toEqual(
      items.map((visit: Answer['body']) => visit.startsAt).toSorted(),
    );
    expect(items.every((visit: Answer['body']) => visit.paid && visit.status === 'planned')).toBe(true);
    expect(idsOf(await board('unrecorded=true&on=2031-03-03'))).toEqual(idsOf(items));
    expect(await board('unrecorded=true&on=2031-03-10')).toEqual([]);
    await ops.post(path(shown, 0, 'record'), { outcome: 'completed' });
    expect((await ops.get(`/v1/tickets/${ticket.id}`)).body).toMatchObject({ status: 'closed', result: 'recorded' });
    expect(idsOf(await board('unrecorded=true'))).not.toContain(first);
    const day = await board('on=2031-03-03');
    expect(day.find(({ id }: Answer['body']) => id === first)).toMatchObject({ cancelledOnItsDay: false });
  });

  test('FK-21 it is recorded before the package is cancelled; until then the preview reckons it as held', async () => {
    await careline.advance('2031-03-03T22:00:00.000Z');
    const { id } = shown;
    const { body: view } = await care.get(`/v1/service-packages/${id}`);
    expect([view.visitsLeft, view.visitsWithoutDate]).toEqual([1, 0]);
    const preview = await care.post(`/v1/service-packages/${id}/cancellation/preview`);
    expect(preview.body).toMatchObject({
      ...{ visitsLeft: 1, valueMinor: 53_333, refundMinor: 37_333 },
      visits: [{ becomes: 'unrecorded' }, { becomes: 'returned' }],
    });
    const refused = await care.post(`/v1/service-packages/${id}/cancellation`);
    expect([...refusedWith(refused), refused.body.visits]).toEqual([409, 'visits-unrecorded', [shown.visits[1].id]]);
    await lead.post(path(shown, 1, 'record'), { outcome: 'not-held', reason: 'No one was sent' });
    const { body } = await care.post(`/v1/service-packages/${id}/cancellation`);
    expect(body).toMatchObject({ stage: 'cancelled', refund: { amountMinor: 74_667 } });
    expect(body.todo).toMatchObject([{ what: 'approve-refund' }]);
  });
});
