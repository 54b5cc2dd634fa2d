// What a program's document calls things comes from the API: the console has no words of its own for them.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApi, type TestApi } from '../harness/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

async function read(login: string, program: string) {
  const answer = await (await api.as(login))({ url: `/v1/programs/${program}` });
  return { status: answer.statusCode, body: answer.json() };
}

test('its words for its people come by language, also those that only timelines and tickets name', async () => {
  const { body } = await read('ops-1', 'filkhedma');
  const labels = { ar: expect.any(String), ru: expect.any(String) };
  expect(body).toMatchObject({
    ticketTypes: expect.arrayContaining([
      expect.objectContaining({ type: 'not-paid', labels: { ...labels, en: 'Not paid' } }),
    ]),
    ticketResults: expect.arrayContaining([{ result: 'no-answer', labels: { ...labels, en: 'No answer' } }]),
    tasks: expect.arrayContaining([{ task: 'record-visit', labels: { ...labels, en: 'To record' } }]),
    rules: expect.arrayContaining([
      { rule: 'FK-22', labels: { ...labels, en: 'Every ticket is closed with a result.' } },
    ]),
    methods: expect.arrayContaining([{ method: 'cash', labels: { ...labels, en: 'Cash at home' } }]),
    notices: [{ notice: 'accept-will-call', labels: { ...labels, en: expect.stringContaining('will call you') } }],
    offers: expect.arrayContaining([
      { offer: 'single-visit', labels: { ...labels, en: 'A single visit instead of a package.' } },
    ]),
    smsTexts: expect.arrayContaining([{ text: 'payment-link', labels: { ...labels, en: 'payment link' } }]),
    numbers: [],
  });
  const cdek = await read('klo-1', 'cdek');
  expect(cdek.body).toMatchObject({
    rules: expect.arrayContaining([expect.objectContaining({ rule: 'CDEK-13' })]),
    numbers: expect.arrayContaining([{ number: 'inn', labels: { ru: 'ИНН', en: 'INN', ar: 'الرقم الضريبي' } }]),
    ticketResults: [],
  });
});
