// The requirements of cdek, through the API and the durable workflow, in skipped time.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { later } from '../../domain/calendar/instant.ts';
import { type Caller, type Careline, type Customer, startCareline } from '../harness/careline.ts';
import { texts } from '../harness/programs.ts';

let system: Careline;

beforeAll(async () => {
  system = await startCareline('2031-03-03T07:00:00.000Z');
});

afterAll(() => system.stop());

const path = (customer: Customer, verb = '') => `/v1/conversations/${customer.conversationId}${verb}`;

async function said(customer: Customer): Promise<string[]> {
  const { body } = await customer.get(path(customer, '/messages'));
  return body.items.map((message: { text: string }) => message.text);
}

type Entry = { kind: string; conversationId: string; count: number };

/** A person's notifications about a conversation: the kind, and the count if it is more than one. */
async function notified(login: string, customer: Customer): Promise<string[]> {
  const { body } = await (await system.staff(login)).get('/v1/notifications?limit=200');
  return body.items
    .filter((item: Entry) => item.conversationId === customer.conversationId)
    .map(({ kind, count }: Entry) => (count === 1 ? kind : `${kind} ×${count}`));
}

describe('intake', () => {
  test('CDEK-01 CDEK-04 banner and greeting are two bot messages', async () => {
    const customer = await system.customer();
    expect(await said(customer)).toEqual([texts.banner, texts.greeting]);
  });

  test('CDEK-03 CDEK-05 CDEK-06 an INN is recognised, the categories come as buttons', async () => {
    const customer = await system.customer();
    await customer.post(path(customer, '/messages'), { text: ' 7707083893 ' });
    const { body } = await customer.get(path(customer, '/messages'));
    expect(body.items.at(-1)).toMatchObject({
      from: 'bot',
      text: texts['category-prompt'],
      choices: [
        { choice: 'order', label: 'вопрос по заявке/заказу' },
        { choice: 'settlements', label: 'вопрос по взаиморасчётам' },
        { choice: 'account', label: 'вопрос по личному кабинету' },
        { choice: 'other', label: 'другое' },
      ],
    });
    const view = await customer.get(path(customer));
    expect(view.body).toMatchObject({ inn: '7707083893', contractNumber: null, stage: 'intake' });
    expect(view.body.nextAction).toEqual({
      ...{ at: later(system.now(), 'PT10M'), what: 'category-fallback', rule: 'CDEK-06' },
      ...{ by: 'careline', subject: null },
    });
  });

  test('CDEK-05 anything else is a contract number, and free text brings the buttons again', async () => {
    const customer = await system.customer();
    await customer.post(path(customer, '/messages'), { text: '7707083894' });
    await customer.post(path(customer, '/messages'), { text: 'а можно человека?' });
    expect((await said(customer)).slice(-2)).toEqual(['а можно человека?', texts['category-prompt']]);
    expect((await customer.get(path(customer))).body).toMatchObject({ contractNumber: '7707083894', inn: null });
  });

  test('CDEK-07 CDEK-08 the choice is kept with its label and answered; the request waits in its queue', async () => {
    const customer = await system.waitingCustomer('account');
    expect((await said(customer)).slice(-2)).toEqual(['вопрос по личному кабинету', texts.acknowledgement]);
    expect((await customer.get(path(customer))).body).toMatchObject({
      stage: 'waiting',
      queue: 'support',
      nextAction: { at: later(system.now(), 'PT30M'), what: 'no-answer-text', rule: 'CDEK-14' },
    });
  });

  test('a choice that is not on the screen is refused and changes nothing', async () => {
    const customer = await system.customer();
    const early = await customer.post(path(customer, '/messages'), { choice: 'order' });
    expect(early).toMatchObject({ status: 409, body: { code: 'choice-not-offered' } });
    const unknown = await customer.post(path(customer, '/messages'), { choice: 'nonsense' });
    expect(unknown).toMatchObject({ status: 422, body: { code: 'choice-unknown' } });
    expect(await said(customer)).toHaveLength(2);
  });
});

describe('ladder', () => {
  test('CDEK-09 CDEK-13 CDEK-14 CDEK-16 climbs on the minute, KLO may still accept', async () => {
    const customer = await system.waitingCustomer('order');
    const since = system.now();
    expect(await notified('klo-7', customer)).toEqual(['new']);
    expect(await notified('support-1', customer)).toEqual([]);
    await system.advance(later(since, 'PT9M59S'));
    const support = await system.staff('support-1');
    expect((await support.get(path(customer))).status).toBe(404);
    await system.advance(later(since, 'PT10M'));
    expect(await notified('support-1', customer)).toEqual(['overdue']);
    expect(await notified('klo-senior', customer)).toEqual(['overdue']);
    expect(await notified('klo-7', customer)).toEqual(['new']);
    expect((await support.get(path(customer))).body).toMatchObject({ overdue: true, stage: 'waiting' });
    await system.advance(later(since, 'PT30M'));
    expect((await said(customer)).at(-1)).toBe(texts['no-answer-in-hours']);
    const accepted = await (await system.staff('klo-2')).post(path(customer, '/accept'));
    expect(accepted).toMatchObject({ status: 200, body: { stage: 'assigned', assignee: 'klo-2' } });
    expect(accepted.body.nextAction).toMatchObject({ what: 'reply-overdue', rule: null });
  });

  test('CDEK-15 out of hours it is announced again at every opening to all addressed roles', async () => {
    await system.advance('2031-03-03T15:45:00.000Z');
    const customer = await system.waitingCustomer('order');
    await system.advance('2031-03-03T16:15:00.000Z');
    expect((await said(customer)).at(-1)).toBe(texts['no-answer-out-of-hours']);
    expect((await customer.get(path(customer))).body.nextAction).toMatchObject({
      at: '2031-03-04T06:00:00.000Z',
      what: 'announcement-at-opening',
      rule: 'CDEK-15',
    });
    await system.advance('2031-03-05T06:00:00.000Z');
    for (const login of ['klo-1', 'klo-senior', 'support-2']) {
      expect(await notified(login, customer)).toEqual(['waiting-at-opening ×3']);
    }
  });

  test('CDEK-18 a transfer restarts the ladder and keeps age and trail', async () => {
    const customer = await system.waitingCustomer('order');
    const since = system.now();
    await system.advance(later(since, 'PT12M'));
    const moved = await (
      await system.staff('support-1')
    ).post(path(customer, '/transfer'), {
      category: 'settlements',
      reason: 'про деньги',
    });
    expect(moved).toMatchObject({
      status: 200,
      body: { queue: 'settlements', overdue: false, openedAt: since, nextAction: { at: later(since, 'PT42M') } },
    });
    const director = await system.staff('director');
    const { body } = await director.get(path(customer, '/timeline'));
    expect(body.past.map((entry: { what: string }) => entry.what)).toEqual([
      'opened',
      'identified',
      'category-chosen',
      'escalated',
      'transferred',
    ]);
    expect(body.past.at(-1)).toMatchObject({ by: 'support-1', rule: 'CDEK-18', note: 'про деньги' });
    expect((await (await system.staff('klo-1')).get(path(customer))).status).toBe(404);
  });
});

describe('acceptance and closing', () => {
  test('CDEK-10 CDEK-20 of eleven who accept at once one wins, the others are told who', async () => {
    const customer = await system.waitingCustomer('order');
    const managers = await Promise.all(Array.from({ length: 11 }, (_, index) => system.staff(`klo-${index + 1}`)));
    const answers = await Promise.all(managers.map((manager) => manager.post(path(customer, '/accept'))));
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    const losers = answers.filter(({ status }) => status !== 200);
    for (const loser of losers) {
      expect(loser).toMatchObject({
        status: 409,
        body: { code: 'already-accepted', assignee: winners[0]?.body.assignee },
      });
    }
  });

  test('CDEK-09 CDEK-10 a move is told to all who are addressed, except the person who made it', async () => {
    const customer = await system.waitingCustomer('order');
    // Each at its own instant, because two at the same instant are stored once.
    const move = async (login: string, verb: string, body?: object) => {
      await system.advance(later(system.now(), 'PT1S'));
      expect((await (await system.staff(login)).post(path(customer, verb), body)).status).toBe(200);
    };
    const told = (...logins: string[]) => Promise.all(logins.map((login) => notified(login, customer)));
    await move('klo-2', '/accept');
    expect(await told('klo-1', 'klo-2')).toEqual([[], []]);
    await move('klo-2', '/release');
    expect(await told('klo-1', 'klo-2')).toEqual([['new'], []]);
    await move('klo-senior', '/assign', { login: 'klo-2' });
    expect(await told('klo-1', 'klo-2', 'klo-senior')).toEqual([[], ['assigned-to-you'], []]);
    await move('klo-senior', '/assign', { login: 'klo-senior' });
    expect(await told('klo-2', 'klo-senior')).toEqual([[], []]);
    await move('klo-senior', '/transfer', { category: 'account' });
    await move('support-1', '/transfer', { category: 'other' });
    expect(await told('support-1', 'support-2')).toEqual([['new'], ['new ×2']]);
  });

  test('CDEK-20 before acceptance the header, after it the dialogue for its people alone', async () => {
    const customer = await system.waitingCustomer('order');
    const [first, second] = [await system.staff('klo-1'), await system.staff('klo-2')];
    expect((await first.get(path(customer))).status).toBe(200);
    expect((await first.get(path(customer, '/messages'))).status).toBe(403);
    await first.post(path(customer, '/accept'));
    expect((await first.get(path(customer, '/messages'))).status).toBe(200);
    expect((await second.get(path(customer))).status).toBe(404);
    for (const login of ['klo-senior', 'director']) {
      expect((await (await system.staff(login)).get(path(customer, '/messages'))).status).toBe(200);
    }
    expect((await (await system.staff('admin')).get(path(customer))).status).toBe(404);
    expect((await second.post(path(customer, '/messages'), { text: 'hi' })).status).toBe(404);
    const senior = await (await system.staff('klo-senior')).post(path(customer, '/messages'), { text: 'hi' });
    expect(senior).toMatchObject({ status: 403, body: { code: 'not-assignee' } });
  });

  test('CDEK-20 of those who see the timeline only the readers of the messages see a note', async () => {
    const customer = await system.waitingCustomer('order');
    const moved = { category: 'account', reason: 'клиент недоволен' };
    await (await system.staff('klo-1')).post(path(customer, '/transfer'), moved);
    const transferSeenBy = async (caller: Caller) => {
      const { body } = await caller.get(path(customer, '/timeline'));
      return body.past.find(({ what }: { what: string }) => what === 'transferred');
    };
    const whole = { by: 'klo-1', details: { from: 'order', to: 'account' }, note: moved.reason };
    for (const addressed of ['support-1', 'support-2']) {
      expect(await transferSeenBy(await system.staff(addressed))).toMatchObject({ ...whole, note: null });
    }
    expect(await transferSeenBy(customer)).toMatchObject({ by: 'agent', details: null, note: null });
    expect(await transferSeenBy(await system.staff('director'))).toMatchObject(whole);
    await (await system.staff('support-1')).post(path(customer, '/accept'));
    for (const reader of ['support-1', 'klo-senior']) {
      expect(await transferSeenBy(await system.staff(reader))).toMatchObject(whole);
    }
    expect(await transferSeenBy(customer)).toMatchObject({ by: 'agent', details: null, note: null });
  });

  test('CDEK-11 CDEK-12 CDEK-17 closing needs a disposition, then it is rated once', async () => {
    const customer = await system.waitingCustomer('order');
    const agent = await system.staff('klo-3');
    await agent.post(path(customer, '/accept'));
    expect(await agent.post(path(customer, '/close'), {})).toMatchObject({
      status: 422,
      body: { code: 'disposition-required' },
    });
    expect((await agent.post(path(customer, '/close'), { disposition: 'other', otherText: ' \u200b' })).status).toBe(
      422,
    );
    const rated = (score: number) => customer.post(path(customer, '/rating'), { score });
    expect(await rated(5)).toMatchObject({ status: 409, body: { code: 'not-closed' } });
    const closed = await agent.post(path(customer, '/close'), { disposition: 'other', otherText: 'своё' });
    expect(closed).toMatchObject({
      status: 200,
      body: { stage: 'closed', disposition: 'other', dispositionText: 'своё', nextAction: null },
    });
    expect((await said(customer)).at(-1)).toBe(texts['rating-prompt']);
    expect((await rated(6)).status).toBe(400);
    expect((await rated(4)).body.rating).toBe(4);
    expect(await rated(5)).toMatchObject({ status: 409, body: { code: 'already-rated' } });
    const again = await agent.post(path(customer, '/close'), { disposition: 'waybill' });
    expect(again).toMatchObject({ status: 409, body: { code: 'conversation-closed' } });
  });

  test('CDEK-24 a message after closing opens one linked conversation that knows the customer', async () => {
    const customer = await system.waitingCustomer('order');
    const agent = await system.staff('klo-3');
    await agent.post(path(customer, '/accept'));
    await agent.post(path(customer, '/close'), { disposition: 'waybill' });
    const messages = [1, 2].map((clientMessageId) =>
      customer.post(path(customer, '/messages'), { text: 'ещё вопрос', clientMessageId: `${clientMessageId}` }),
    );
    const [one, two] = await Promise.all(messages);
    expect(one?.status).toBe(201);
    expect(one?.body.conversationId).not.toBe(customer.conversationId);
    expect(two?.body.conversationId).toBe(one?.body.conversationId);
    const { body } = await customer.get(`/v1/conversations/${one?.body.conversationId}/messages`);
    const ids = body.items.map((message: { clientMessageId: string | null }) => message.clientMessageId);
    expect(ids).toEqual(expect.arrayContaining([null, '1', '2']));
    const next = await customer.get(`/v1/conversations/${one?.body.conversationId}`);
    expect(next.body).toMatchObject({ previousId: customer.conversationId, inn: '7707083893', stage: 'intake' });
  });

  test('CDEK-17 after 24 hours the rating is over', async () => {
    const customer = await system.waitingCustomer('account');
    const agent = await system.staff('support-1');
    await agent.post(path(customer, '/accept'));
    const { body } = await agent.post(path(customer, '/close'), { disposition: 'tariff-advice' });
    await system.advance(body.ratingOpenUntil);
    const late = await customer.post(path(customer, '/rating'), { score: 5 });
    expect(late).toMatchObject({ status: 409, body: { code: 'rating-over' } });
  });
});
