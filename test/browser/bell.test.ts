import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { until } from '../harness/until.ts';
import { complaintsOf, desk, phone, staffOf } from './guests.ts';
import { toast } from './heard.ts';
import { browser, system } from './opened.ts';
import { poll } from './poll.ts';

const screens = [desk, phone];

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

test.each(screens)('at $viewport.width px: what is read is read, what somebody took is gone', async (options) => {
  const [login, other] = options === desk ? ['support-1', 'support-2'] : ['support-2', 'support-1'];
  const told = [];
  for (const number of ['ЗВОН-1', 'ЗВОН-2', 'ЗВОН-3']) told.push(await system.waitingCustomer('account', number));
  const page = await staffOf(browser, system, login, options);
  const bell = (unread: number) =>
    page.getByRole('button', { name: unread === 0 ? /^Уведомления$/ : new RegExp(`^Уведомления: ${unread} нов`) });
  const dialog = page.getByRole('dialog', { name: 'Уведомления' });
  const entries = dialog.getByRole('listitem');
  const fresh = dialog.getByText('(новое)');

  await bell(3).click();
  await entries.nth(2).waitFor();
  await poll(() => entries.first().innerText()).toMatch(/Новый запрос: Вопрос по личному кабинету/);
  await poll(() => entries.first().innerText()).toMatch(/ЗВОН-3\s+осталось \d+ (?:ч|мин|с)/);
  await poll(() => widthOf(page)).toBe(options.viewport?.width ?? 0);
  // Opening the bell marks nothing as read.
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await bell(3).click();
  await poll(() => fresh.count()).toBe(3);

  await dialog.getByRole('link', { name: /ЗВОН-2/ }).click();
  await page.waitForURL(`**/inbox/waiting/${told[1]?.conversationId}`);
  await bell(2).waitFor();
  await page.reload();
  await bell(2).click();
  await entries.nth(2).waitFor();
  await poll(() => fresh.count()).toBe(2);

  await (await system.staff(other)).post(`/v1/conversations/${told[2]?.conversationId}/accept`);
  await bell(1).waitFor();
  await poll(() => entries.count()).toBe(2);
  await toast(page, 'Запрос принят (Менеджер по сопровождению').first().waitFor();
  await dialog.getByRole('button', { name: 'Прочитать все' }).click();
  await bell(0).waitFor();
  await poll(() => entries.count()).toBe(2);
  await poll(() => fresh.count()).toBe(0);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
  const staff = await system.staff(login);
  for (const { conversationId } of told.slice(0, 2)) await staff.post(`/v1/conversations/${conversationId}/accept`);
  expect((await staff.get('/v1/notifications')).body).toMatchObject({ items: [], unread: 0 });
});

test('a note on the screen is put away once somebody else has taken the request', async () => {
  const page = await staffOf(browser, system, 'klo-10');
  await page.getByRole('link', { name: /^Ждут меня/ }).waitFor();
  const line = await page.request.get(`${system.url}/v1/me`);
  expect(line.status()).toBe(200);
  const { conversationId } = await system.waitingCustomer('order', 'ЗВОН-7');
  const note = toast(page, 'Новый запрос: Вопрос по заявке/заказу');
  await note.waitFor();
  await (await system.staff('klo-11')).post(`/v1/conversations/${conversationId}/accept`);
  // The note would stay for six seconds; a note about the person who took the conversation replaces it.
  await toast(page, 'Запрос принят (Менеджер КЛО 11)').waitFor();
  await note.waitFor({ state: 'detached' });
  await page.context().close();
});

test.each(screens)('FK-04 at $viewport.width px, in Arabic: a ticket, whose it is and until when', async (options) => {
  const name = options === desk ? 'منى كامل' : 'سلمى عادل';
  const ticket = { type: 'outbound-sales-request', customer: { name, phone: '01001234567' } };
  const { body } = await (await system.staff('cc-1')).post('/v1/programs/filkhedma/tickets', ticket);
  const page = await staffOf(browser, system, body.assignee, { ...options, locale: 'ar-EG' });
  await page.getByRole('button', { name: /^الإشعارات الجديدة: \d+/ }).click();
  const entry = page.getByRole('dialog').getByRole('listitem').filter({ hasText: name });
  await poll(() => entry.innerText()).toMatch(/أُسندت إليك تذكرة/);
  await poll(() => entry.innerText()).toMatch(/خلال/);
  await poll(() => widthOf(page)).toBe(options.viewport?.width ?? 0);
  await entry.getByRole('link').click();
  await page.waitForURL(`**/tickets/${body.id}`);
  const staff = await system.staff(body.assignee);
  await until(
    async () => (await staff.get('/v1/notifications?unread=true')).body.items as { caseId: string }[],
    (items) => items.every(({ caseId }) => caseId !== body.id),
  );
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});
