// A conversation goes on by the version of the program with which it began, in today's words.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Program } from '../../domain/program.ts';
import { type Careline, type Caller, type Customer, startCareline } from '../harness/careline.ts';
import { texts } from '../harness/programs.ts';
import { type Edit, publishEdited } from '../harness/published.ts';

const RULES = 'program.yaml';
const TEXTS = 'texts.ru.yaml';
const START = '2031-03-03T07:00:00.000Z';
const at = (time: string) => `2031-03-03T${time}:00.000Z`;
const NEW_PROMPT = 'Оцените нас от 1 до 5';

const edits: readonly Edit[] = [
  [RULES, 'after: PT10M, to: [klo-senior, support]', 'after: PT12M, to: [klo-senior, support]'],
  // A text is renamed, another one is changed, a third is changed and pinned.
  [RULES, 'text: no-answer-in-hours', 'text: no-answer-at-work'],
  [TEXTS, `no-answer-in-hours: ${texts['no-answer-in-hours']}`, 'no-answer-at-work: Напишите своему менеджеру'],
  [TEXTS, `rating-prompt: ${texts['rating-prompt']}`, `rating-prompt: ${NEW_PROMPT}`],
  [
    TEXTS,
    `absence-reply: ${texts['absence-reply']}`,
    'absence-reply: { text: "Меня нет, {substituteName}", pinned: true }',
  ],
  // A category goes, one role sees no longer all of a queue, and another one does.
  [RULES, '    - { category: account, queue: support }\n', ''],
  [TEXTS, '    account: вопрос по личному кабинету\n', ''],
  ['texts.en.yaml', '    account: question about the personal account\n', ''],
  [RULES, 'klo-senior: [klo] }', 'support: [klo] }'],
];

let careline: Careline;
let version: Program;
let open: Customer;
let running: Customer;
let fresh: Customer;
const staff = {} as Record<'klo-1' | 'klo-senior' | 'support-1' | 'director', Caller>;

beforeAll(async () => {
  careline = await startCareline(START);
  for (const login of ['klo-1', 'klo-senior', 'support-1', 'director'] as const)
    staff[login] = await careline.staff(login);
  running = await careline.waitingCustomer('order');
  open = await careline.customer();
  await open.post(`/v1/conversations/${open.conversationId}/messages`, { text: '7707083893' });
  version = await publishEdited(careline.database.orm, 'cdek', { edits, validFrom: START });
  fresh = await careline.waitingCustomer('order');
});
afterAll(() => careline.stop());

const urlOf = ({ conversationId }: Customer) => `/v1/conversations/${conversationId}`;
const shown = async (by: Caller, whose: Customer) => (await by.get(urlOf(whose))).body;
const lastTo = async (whose: Customer) => {
  const { items } = (await whose.get(`${urlOf(whose)}/messages?limit=1000`)).body as { items: { text: string }[] };
  return items.at(-1)?.text;
};

test('an intake whose category is gone is asked again, and becomes a request of the new version', async () => {
  const choose = (choice: string) => open.post(`${urlOf(open)}/messages`, { choice });
  expect(await shown(open, open)).toMatchObject({ stage: 'intake', programVersion: null });
  expect(await choose('no-such')).toMatchObject({ status: 422, body: { code: 'choice-unknown' } });
  expect(await choose('account')).toMatchObject({ status: 201, body: { text: 'вопрос по личному кабинету' } });
  const { items } = (await open.get(`${urlOf(open)}/messages`)).body;
  expect(items.at(-1)).toMatchObject({ from: 'bot', text: texts['category-prompt'] });
  expect(items.at(-1).choices.map(({ choice }: { choice: string }) => choice)).toEqual([
    'order',
    'settlements',
    'other',
  ]);
  expect(await choose('order')).toMatchObject({ status: 201 });
  expect(await shown(open, open)).toMatchObject({ stage: 'waiting', programVersion: 2 });
});

test('its view tells the version, and its ladder and its refusals are those of that version', async () => {
  expect(version.version).toBe(2);
  expect(await shown(staff['klo-1'], running)).toMatchObject({ programVersion: 1, nextAction: { at: at('07:10') } });
  expect(await shown(staff['klo-1'], fresh)).toMatchObject({ programVersion: 2, nextAction: { at: at('07:12') } });
  await careline.advance(at('07:11'));
  expect(await shown(staff['klo-1'], running)).toMatchObject({ overdue: true });
  expect(await shown(staff['klo-1'], fresh)).toMatchObject({ overdue: false });
});

test('a text that was renamed since does not stop it: it says the words with which it began', async () => {
  await careline.advance(at('07:31'));
  expect(await lastTo(running)).toBe(texts['no-answer-in-hours']);
  expect(await lastTo(fresh)).toBe('Напишите своему менеджеру');
});

test('who may read follows today’s rules; who may act follows those of the case, and its workflow agrees', async () => {
  await staff['klo-1'].post(`${urlOf(running)}/accept`);
  await staff['klo-1'].post(`${urlOf(fresh)}/accept`);
  expect((await staff['klo-senior'].get(`${urlOf(running)}/messages`)).status).toBe(404);
  const [mayOld, mayNew] = [await shown(staff['support-1'], running), await shown(staff['support-1'], fresh)];
  expect(mayOld.may).toEqual(['read-messages']);
  expect(mayNew.may).toEqual(expect.arrayContaining(['read-messages', 'assign', 'transfer', 'identify']));
  const assign = (whose: Customer) => staff['support-1'].post(`${urlOf(whose)}/assign`, { login: 'klo-2' });
  expect(await assign(running)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  expect(await assign(fresh)).toMatchObject({ status: 200, body: { assignee: 'klo-2' } });
  const correct = (whose: Customer) => staff['support-1'].put(`${urlOf(whose)}/identification`, { text: '12' });
  expect(await correct(running)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  expect(await correct(fresh)).toMatchObject({ status: 200, body: { contractNumber: '12' } });
});

test('it may move to a category that only its own version has; a new request may not', async () => {
  const move = (by: Caller, whose: Customer, category: string) => by.post(`${urlOf(whose)}/transfer`, { category });
  expect(await move(staff.director, fresh, 'account')).toMatchObject({ body: { code: 'category-unknown' } });
  expect(await move(staff['klo-1'], running, 'account')).toMatchObject({ status: 200, body: { queue: 'support' } });
});

test('the console reads the choices of its version; a later one than today’s is hidden', async () => {
  const choices = async (query: string) => {
    const { status, body } = await staff['klo-1'].get(`/v1/programs/cdek${query}`);
    return status === 200 ? body.categories.map(({ category }: { category: string }) => category) : status;
  };
  const without = ['order', 'settlements', 'other'];
  expect(await choices('')).toEqual(without);
  expect(await choices('?version=2')).toEqual(without);
  expect(await choices('?version=1')).toEqual(['order', 'settlements', 'account', 'other']);
  await publishEdited(careline.database.orm, 'cdek', { edits: [], validFrom: at('23:59') });
  expect([await choices('?version=3'), await choices('?version=0')]).toEqual([404, 400]);
});

test('pinned words stay as they were at its beginning, other words are today’s', async () => {
  const absence = { from: '2031-03-01', until: '2031-03-09', substituteName: 'Юлией', substitutePhone: '200' };
  await staff.director.put('/v1/programs/cdek/queues/settlements/absence', absence);
  await staff.director.post(`${urlOf(running)}/transfer`, { category: 'settlements' });
  expect(await lastTo(running)).toMatch(/^нахожусь в отпуске с 01.03.2031/);
  await staff.director.post(`${urlOf(fresh)}/transfer`, { category: 'settlements' });
  expect(await lastTo(fresh)).toBe('Меня нет, Юлией');
  await staff.director.post(`${urlOf(running)}/accept`);
  expect(await shown(running, running)).toMatchObject({ attendedBy: { name: 'Исполнительный директор' } });
  const closed = await staff.director.post(`${urlOf(running)}/close`, { disposition: 'waybill' });
  expect(closed).toMatchObject({ status: 200, body: { stage: 'closed', programVersion: 1 } });
  expect(await lastTo(running)).toBe(NEW_PROMPT);
});
