// Owns the proof of what the customer page says of itself: no such chat, the line, the opening hours, what was kept.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { complaintsOf, customerOf, openBrowser, phone, say } from './guests.ts';
import { type House, openHouse } from './house.ts';

let house: House;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

test.each(['nowhere', 'filkhedma'])(
  '/chat/%s: there is no such chat, said once and not tried again',
  async (program) => {
    const context = await browser.newContext({ ...phone, locale: 'ru-RU' });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => void (request.url().includes('/v1/') && asked.push(request.url())));
    await page.goto(`${house.url}/chat/${program}`);
    await page.getByText('Такого чата нет.').waitFor();
    await expect(page.getByText('Пробуем снова').count()).resolves.toBe(0);
    await expect(page.getByRole('button').count()).resolves.toBe(0);
    await page.clock.install();
    await page.clock.fastForward('01:00');
    expect(asked).toHaveLength(1);
    await context.close();
  },
);

test('CDEK-01: the line is called a connection; out of hours the page says when the centre opens, in its zone', async () => {
  const page = await customerOf(browser, house);
  await page.getByText('Соединение есть').waitFor();
  await expect(page.getByText('На связи').count()).resolves.toBe(0);
  await page.route('**/v1/programs/cdek/chat', async (route) => {
    const answer = await route.fetch();
    const closed = { openUntil: null, opensAt: '2031-03-04T06:00:00.000Z' };
    return route.fulfill({ response: answer, json: { ...(await answer.json()), ...closed } });
  });
  await page.reload();
  await page.getByText('Сейчас не работаем. Откроемся: вторник, 4 марта, 09:00 (МСК)').waitFor();
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('CDEK-05: whatever is taken for a contract number is shown to the customer as one', async () => {
  const page = await customerOf(browser, house);
  await say(page, 'ДГ-17/3');
  await page.getByText('Записали номер договора: ДГ-17/3').waitFor();
  const talker = await customerOf(browser, house);
  await say(talker, 'Где мой груз? '.repeat(60));
  const kept = await talker.getByText('Записали номер договора: Где мой груз?').innerText();
  expect(kept).toMatch(/^Записали номер договора: .{40,60}…$/);
  const other = await customerOf(browser, house);
  await say(other, '7707083893');
  await other.getByText('Записали ИНН: 7707083893').waitFor();
  await Promise.all([page, talker, other].map((one) => one.context().close()));
});
