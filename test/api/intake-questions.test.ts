// A program that asks three questions: each is asked until it is answered, kept under its id, shown, found and corrected.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { row, rows, sql } from '../../db/sql.ts';
import { programNamed } from '../../programs/index.ts';
import { type Caller, type Careline, type Customer, startCareline } from '../harness/careline.ts';
import { publishEdited } from '../harness/published.ts';
import { threeQuestions } from '../harness/three-questions.ts';

const START = '2031-03-03T07:00:00.000Z';
let careline: Careline;
let before: Customer;
let director: Caller;
beforeAll(async () => {
  careline = await startCareline(START);
  director = await careline.staff('director');
  before = await careline.customer();
  await say(before, '7707083893');
  await publishEdited(careline.database.orm, 'cdek', { edits: threeQuestions, validFrom: START });
});
afterAll(() => careline.stop());

const urlOf = ({ conversationId }: Customer) => `/v1/conversations/${conversationId}`;
const say = (customer: Customer, text: string) => customer.post(`${urlOf(customer)}/messages`, { text });
const choose = (customer: Customer, choice: string) => customer.post(`${urlOf(customer)}/messages`, { choice });
const correct = (by: Caller, whose: Customer, body: object) => by.put(`${urlOf(whose)}/identification`, body);
const shown = async (whose: Customer, by: Caller = whose) => (await by.get(urlOf(whose))).body;
const heard = async (whose: Customer) => {
  const { items } = (await whose.get(`${urlOf(whose)}/messages?limit=1000`)).body as { items: Said[] };
  return items.filter(({ from }) => from === 'bot').map(({ text }) => text);
};
type Said = { from: string; text: string };
const answers = (parcel: string | null, payer: string | null, wish: string | null) => [
  { question: 'parcel', value: parcel },
  { question: 'payer', value: payer },
  { question: 'wish', value: wish },
];
const found = async (search: string) =>
  (await director.get(`/v1/conversations?${new URLSearchParams({ search })}`)).body.items.map(
    ({ id }: { id: string }) => id,
  );

async function answering(...texts: string[]): Promise<Customer> {
  const customer = await careline.customer();
  for (const text of texts) await say(customer, text);
  return customer;
}

describe('an intake with three questions', () => {
  test('asks each in order, a wrong answer again, and then shows the categories', async () => {
    const customer = await careline.customer();
    expect(await shown(customer)).toMatchObject({ answers: answers(null, null, null), contractNumber: null });
    for (const text of ['7707083893', 'AB123456', 'ИНН 7707083893']) await say(customer, text);
    expect((await choose(customer, 'order')).body).toMatchObject({ status: 409, code: 'choice-not-offered' });
    await say(customer, '7702070139');
    const { categoryPrompt } = programNamed('cdek').conversation ?? {};
    const { texts } = programNamed('cdek');
    expect((await heard(customer)).slice(2)).toEqual([
      ...['Номер посылки?', 'Номер посылки?', 'Кто платит?', 'Что ещё?', texts[categoryPrompt ?? '']],
    ]);
    expect(await choose(customer, 'order')).toMatchObject({ status: 201 });
    // The last question asks for no INN, so its ten digits are none.
    const kept = { answers: answers('AB123456', '7707083893', '7702070139') };
    const numbers = { contractNumber: 'AB123456', inn: '7707083893' };
    expect(await shown(customer, director)).toMatchObject({ stage: 'waiting', ...kept, ...numbers });
    const past = (await director.get(`${urlOf(customer)}/timeline`)).body.past as { what: string; details: object }[];
    expect(past.filter(({ what }) => what === 'identified').map(({ details }) => details)).toEqual([
      ...[{ question: 'parcel' }, { question: 'payer' }, { question: 'wish' }],
    ]);
  });

  test('is found by any part of any answer', async () => {
    const customer = await answering('CD777123', 'ДГ-9', 'Позвонить Аннушке');
    await choose(customer, 'order');
    for (const part of ['cd7771', 'дг-9', 'аннушк'])
      expect([part, await found(part)]).toEqual([part, [customer.conversationId]]);
    await correct(customer, customer, { question: 'wish', text: 'Написать Бегемоту' });
    expect([await found('аннушк'), await found('бегемот')]).toEqual([[], [customer.conversationId]]);
  });

  test('CDEK-06: the category is assumed with the third wrong answer; what fits is not counted', async () => {
    const customer = await answering('EF000001', '7707083893');
    await choose(customer, 'order');
    expect(await shown(customer)).toMatchObject({ stage: 'intake', answers: answers('EF000001', '7707083893', null) });
    const wrong = await answering('x', 'y');
    expect(await shown(wrong)).toMatchObject({ stage: 'intake' });
    await say(wrong, 'z');
    expect(await shown(wrong)).toMatchObject({
      stage: 'waiting',
      category: 'other',
      answers: answers(null, null, null),
    });
  });

  test('a correction names its question; the one that the bot asks may be left unnamed', async () => {
    const customer = await careline.customer();
    expect((await correct(customer, customer, { text: 'GH000001' })).body).toMatchObject({
      contractNumber: 'GH000001',
    });
    expect((await heard(customer)).at(-1)).toBe('Кто платит?');
    expect((await correct(customer, customer, { question: 'payer', text: '7707083893' })).body).toMatchObject({
      inn: '7707083893',
    });
    await correct(customer, customer, { question: 'parcel', text: 'GH000002' });
    await say(customer, 'nothing');
    await choose(customer, 'order');
    expect(await shown(customer)).toMatchObject({ answers: answers('GH000002', '7707083893', 'nothing') });
    const refused = (body: object) => correct(director, customer, body);
    expect(await refused({ text: 'GH000003' })).toMatchObject({ status: 422, body: { code: 'question-unknown' } });
    expect(await refused({ question: 'name', text: 'x' })).toMatchObject({
      status: 422,
      body: { code: 'question-unknown' },
    });
    expect(await refused({ question: 'parcel', text: 'x' })).toMatchObject({
      status: 422,
      body: { code: 'number-unfit' },
    });
    await correct(director, customer, { question: 'payer', text: 'ДГ-1' });
    expect(await shown(customer)).toMatchObject({ inn: null, answers: answers('GH000002', 'ДГ-1', 'nothing') });
    const { past } = (await director.get(`${urlOf(customer)}/timeline`)).body;
    expect(past.at(-1)).toMatchObject({
      what: 'identification-corrected',
      details: { question: 'payer', before: '7707083893', after: 'ДГ-1' },
    });
  });

  test('the staff and the customer’s page have the names of the answers in each language', async () => {
    const labels = { ru: 'Плательщик', en: 'Payer', ar: 'الدافع' };
    const { questions: named } = (await director.get('/v1/programs/cdek')).body;
    expect(named).toContainEqual({ question: 'payer', labels });
    const { questions: shownTo } = (await careline.anonymous.get('/v1/programs/cdek/chat')).body;
    expect(shownTo).toEqual(named);
  });
});

describe('what began before', () => {
  test('an intake that has its number chooses a category as before; its answer stays', async () => {
    expect(await shown(before)).toMatchObject({ inn: '7707083893', stage: 'intake' });
    expect(await choose(before, 'order')).toMatchObject({ status: 201 });
    const gone = { question: 'contract-or-inn', value: '7707083893' };
    expect(await shown(before, director)).toMatchObject({ answers: [...answers(null, null, null), gone] });
    expect(
      (await correct(director, before, { question: 'contract-or-inn', text: 'ДГ-2' })).body.answers,
    ).toContainEqual({ ...gone, value: 'ДГ-2' });
  });

  test('a number from before answers were kept is read, found and corrected', async () => {
    const customer = await answering('IJ000001', 'ДГ-3', 'x');
    await choose(customer, 'order');
    await rows(
      careline.database.orm.em.fork(),
      sql`update conversations set given_answers = null, contract_number = null,
      inn = '500100732259' where id = ${customer.conversationId}::uuid`,
    );
    expect(await found('50010073')).toEqual([customer.conversationId]);
    const { answers: kept } = await shown(customer);
    expect(kept.at(-1)).toEqual({ question: 'number', value: '500100732259' });
    await correct(customer, customer, { question: 'number', text: 'ДГ-8' });
    const stored = await row(
      careline.database.orm.em.fork(),
      sql`select inn, contract_number as number from conversations where id = ${customer.conversationId}::uuid`,
    );
    expect(stored).toEqual({ inn: null, number: 'ДГ-8' });
  });
});

test('CDEK-24 the next conversation knows all answers and asks none again', async () => {
  const customer = await answering('KL000001', '7707083893', 'ring twice');
  await choose(customer, 'order');
  const klo = await careline.staff('klo-1');
  await klo.post(`${urlOf(customer)}/accept`);
  await klo.post(`${urlOf(customer)}/close`, { disposition: 'waybill' });
  const { conversationId } = (await say(customer, 'Ещё вопрос')).body;
  const next = { ...customer, conversationId };
  expect(conversationId).not.toBe(customer.conversationId);
  expect(await shown(next)).toMatchObject({
    stage: 'intake',
    answers: answers('KL000001', '7707083893', 'ring twice'),
  });
  expect(await choose(next, 'order')).toMatchObject({ status: 201 });
});
