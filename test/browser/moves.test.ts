// Owns the proof of what the console says of moves: to whom, what has been read, what went out of sight.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { acceptFirst, complaintsOf, desk, openBrowser, phone, reply, rows, staffOf } from './guests.ts';
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

const closeAll = (...pages: Page[]) => Promise.all(pages.map((page) => page.context().close()));

test('CDEK-20: assigned by picking from the list of people, by keyboard alone', async () => {
  const waiting = await house.waitingCustomer('order');
  const director = await staffOf(browser, house, 'director');
  await director.goto(`${house.url}/inbox/waiting/${waiting.conversationId}`);
  await director.getByRole('button', { name: 'Поручить' }).click();
  const dialog = director.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Поручить' }).click();
  await dialog.getByText('Выберите сотрудника.').waitFor();
  const field = dialog.getByRole('combobox', { name: 'Сотрудник' });
  await field.click();
  await director.getByRole('option', { name: /klo-1\)/ }).waitFor();
  const logins = (await director.getByRole('option').allInnerTexts()).map((text) => /\(([\w-]+)\)/.exec(text)?.[1]);
  expect(logins.slice(logins.indexOf('klo-1'), logins.indexOf('klo-1') + 3)).toEqual(['klo-1', 'klo-2', 'klo-3']);
  expect(logins).not.toContain('admin');
  await field.fill('klo-10');
  await expect(director.getByRole('option').count()).resolves.toBe(1);
  await director.keyboard.press('ArrowDown');
  await director.keyboard.press('Enter');
  await expect(field.inputValue()).resolves.toMatch(/klo-10/);
  await dialog.getByText('Выберите сотрудника.').waitFor({ state: 'detached' });
  await director.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Поручить' }).press('Enter');
  await director.getByText('Запрос поручен: klo-10.').waitFor();
  const { body } = await (await house.staff('director')).get(`/v1/conversations/${waiting.conversationId}`);
  expect(body).toMatchObject({ stage: 'assigned', assignee: 'klo-10' });
  expect(complaintsOf(director)).toEqual([]);
  await closeAll(director);
});

test('what the server refuses stands in the dialog, at its field, and nothing typed is lost', async () => {
  const waiting = await house.waitingCustomer('order');
  const director = await staffOf(browser, house, 'director');
  await director.goto(`${house.url}/inbox/waiting/${waiting.conversationId}`);
  await director.route('**/assign', (route) =>
    route.fulfill({ status: 422, contentType: 'application/problem+json', body: '{"code":"person-unknown"}' }),
  );
  await director.getByRole('button', { name: 'Поручить' }).click();
  const dialog = director.getByRole('dialog');
  const field = dialog.getByRole('combobox', { name: 'Сотрудник' });
  await field.fill('klo-4');
  await director.getByRole('option').first().click();
  await dialog.getByRole('button', { name: 'Поручить' }).click();
  await dialog.getByText('Такого сотрудника в этой программе нет.').waitFor();
  await expect(field.getAttribute('aria-invalid')).resolves.toBe('true');
  await expect(director.getByText('Такого сотрудника в этой программе нет.').count()).resolves.toBe(1);
  await closeAll(director);
});

test('CDEK-09: opening a request reads what the bell says of it, on every screen and after a reload', async () => {
  const [first] = [await house.waitingCustomer('account'), await house.waitingCustomer('account')];
  const one = await staffOf(browser, house, 'support-2');
  const other = await staffOf(browser, house, 'support-2');
  const bell = (page: Page, count: number) =>
    page.getByRole('button', { name: count === 0 ? 'Уведомления' : `Уведомления: ${count} новы`, exact: count === 0 });
  const before = await (await house.staff('support-2')).get('/v1/notifications?unread=true');
  const unread: number = before.body.unread;
  expect(unread).toBeGreaterThan(1);
  await Promise.all(
    [one, other].map((page) => page.getByRole('button', { name: `Уведомления: ${unread} нов` }).waitFor()),
  );
  await one.goto(`${house.url}/inbox/waiting/${first?.conversationId}`);
  for (const page of [one, other]) await page.getByRole('button', { name: `Уведомления: ${unread - 1} нов` }).waitFor();
  await expect(other.locator('[role=alert]').count()).resolves.toBe(0);
  await one.reload();
  await one.getByRole('button', { name: `Уведомления: ${unread - 1} нов` }).waitFor();
  await expect(bell(one, unread).count()).resolves.toBe(0);
  await closeAll(one, other);
});

test('CDEK-20: what another takes while one looks at it is left for the list, with a word, and not asked for again', async () => {
  const waiting = await house.waitingCustomer('account');
  const manager = await staffOf(browser, house, 'support-1');
  await manager.goto(`${house.url}/inbox/waiting/${waiting.conversationId}`);
  await manager.getByRole('button', { name: 'Принять' }).waitFor();
  const refused: string[] = [];
  manager.on('response', (answer) => void (answer.status() >= 400 && refused.push(answer.url())));
  await (await house.staff('support-2')).post(`/v1/conversations/${waiting.conversationId}/accept`);
  await manager.waitForURL('**/inbox/waiting');
  await manager.getByText('Этот запрос больше не ждёт вас: его приняли или передали.').waitFor();
  expect(refused).toEqual([]);
  expect(complaintsOf(manager)).toEqual([]);
  await closeAll(manager);
});

test('all stages can be asked for at once', async () => {
  await house.waitingCustomer('account');
  const director = await staffOf(browser, house, 'director');
  await director.goto(`${house.url}/inbox/all`);
  await director.getByLabel('Состояние').selectOption({ label: 'Все состояния' });
  await rows(director).getByText('В работе', { exact: true }).first().waitFor();
  const texts = await rows(director).allInnerTexts();
  expect(texts.some((text) => !/В работе|Закрыт/.test(text))).toBe(true);
  await closeAll(director);
});

test('the buttons of a long dialog are in sight at 1280 × 800', async () => {
  await house.waitingCustomer('account');
  const manager = await staffOf(browser, house, 'support-1', desk);
  await acceptFirst(manager);
  await manager.getByRole('button', { name: 'Закрыть', exact: true }).click();
  const dialog = manager.getByRole('dialog');
  await dialog.getByLabel('Свой вариант подкатегории запроса').check();
  await dialog.getByLabel('Своими словами').waitFor();
  const box = await dialog.getByRole('button', { name: 'Закрыть', exact: true }).boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(800);
  await closeAll(manager);
});

test('on a phone the header has two rows at most, and a note does not cover the reply', async () => {
  await house.waitingCustomer('account');
  const manager = await staffOf(browser, house, 'support-2', phone);
  const header = await manager.locator('header').first().boundingBox();
  expect(header?.height ?? 999).toBeLessThanOrEqual(104);
  await rows(manager).first().tap();
  await manager.getByRole('button', { name: 'Принять' }).tap();
  const note = manager.getByText('Запрос принят. Переписка открыта.');
  await note.waitFor();
  await reply(manager).waitFor();
  const [noted, field] = [await note.boundingBox(), await reply(manager).boundingBox()];
  expect((noted?.y ?? 999) + (noted?.height ?? 0)).toBeLessThan(field?.y ?? 0);
  await closeAll(manager);
});
