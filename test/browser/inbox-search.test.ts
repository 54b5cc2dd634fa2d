// The server does the inbox's search, filters, order and counters, over all conversations.
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { until } from '../harness/until.ts';
import { complaintsOf, desk, phone, rows, staffOf, twoAccepted } from './guests.ts';
import { after } from './system.ts';
import { browser, system } from './opened.ts';
import { poll } from './poll.ts';

/** The numbers of the visible rows, in their order. */
const numbersOf = (page: Page) =>
  rows(page).evaluateAll((all) => all.map((row) => row.querySelector('[dir=auto]')?.textContent));

const shows = (page: Page, numbers: string[]) =>
  until(
    () => numbersOf(page),
    (seen) => isDeepStrictEqual(seen, numbers),
  );

test.each([desk, phone])(
  'at $viewport.width px: the server finds by any part of a number, and all are filtered and ordered',
  async (options) => {
    const tag = options === desk ? 'А' : 'Б';
    const older = await system.waitingCustomer('account', `ПОИСК-${tag}-2031/17`);
    await system.advance(after(system, 1));
    const newer = await system.waitingCustomer('other', `ПОИСК-${tag}-2031/18`);
    await (await system.staff('support-2')).post(`/v1/conversations/${newer.conversationId}/accept`);
    const [first, second] = [`Номер договора ПОИСК-${tag}-2031/17`, `Номер договора ПОИСК-${tag}-2031/18`];
    const director = await staffOf(browser, system, 'director', options);
    // The director may take any conversation, but only those for the role itself are listed as waiting.
    await director.getByRole('link', { name: 'Ждут меня' }).waitFor();
    const search = director.getByRole('searchbox');
    await search.fill(`поиск-${tag.toLowerCase()}-2031`);
    await director.getByText('Таких запросов нет.').waitFor();
    await director.getByRole('link', { name: 'Искать среди всех запросов' }).click();
    await rows(director).nth(1).waitFor();
    await poll(() => numbersOf(director)).toEqual([second, first]);
    await director.getByLabel('Сортировка').selectOption({ label: 'Сначала старые' });
    await shows(director, [first, second]);

    await director.getByRole('button', { name: 'Фильтры', exact: true }).click();
    await director.getByLabel('Ответственный').selectOption({ label: 'Менеджер по сопровождению 2' });
    await shows(director, [second]);
    await director.getByLabel('Категория', { exact: true }).selectOption({ label: 'Вопрос по личному кабинету' });
    await director.getByText('Таких запросов нет.').waitFor();
    await director.getByLabel('Ответственный').selectOption({ label: 'Любой' });
    await shows(director, [first]);
    await director.getByLabel('Открыт с').fill(after(system, 48 * 60).slice(0, 10));
    await director.getByText('Таких запросов нет.').waitFor();
    await director.getByRole('button', { name: 'Фильтры: 2' }).waitFor();
    await director.getByRole('button', { name: 'Сбросить фильтры' }).click();
    await shows(director, [first, second]);
    await director.getByLabel('Подкатегория').selectOption({ label: 'Поиск груза' });
    await director.getByText('Таких запросов нет.').waitFor();
    await poll(() => director.evaluate(() => document.documentElement.scrollWidth)).toBe(options.viewport?.width ?? 0);
    expect(complaintsOf(director)).toEqual([]);
    await director.context().close();
    await (await system.staff('support-1')).post(`/v1/conversations/${older.conversationId}/accept`);
  },
);

test('counters count all, and unread is what the customer has said', async () => {
  const before = (await (await system.staff('klo-9')).get('/v1/conversations/counts')).body;
  const { first, second, write } = await twoAccepted(system, 'klo-9');
  const manager = await staffOf(browser, system, 'klo-9');
  const tab = (name: RegExp) =>
    manager.getByRole('navigation', { name: 'Какие запросы показать' }).getByRole('link', { name });
  await tab(/^Мои$/).waitFor();
  await poll(() => tab(/^Ждут меня/).innerText()).toMatch(before.waiting === 0 ? /^Ждут меня$/ : `${before.waiting}`);
  await write(first, 'Где груз?');
  await write(second, 'Вы здесь?');
  await write(second, 'Алло');
  await tab(/^Мои.* 3 непрочитанных сообщения$/).waitFor();
  await manager.context().close();
});
