// axe finds no fault: every page, in every language, light and dark.
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { look, quiet } from './axe.ts';
import { acceptFirst, complaintsOf, customerOf, desk, phone, rows, say, staffOf } from './guests.ts';
import { browser, system } from './opened.ts';

// A picture of one pixel, PNG.
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const files = [
  { name: 'фото.png', mimeType: 'image/png', buffer: picture },
  { name: 'опись.txt', mimeType: 'text/plain', buffer: Buffer.from('Опись вложения') },
];

/** Files of both people, in every state: chosen, refused, sent, viewed. */
async function attachments(customer: Page, manager: Page): Promise<void> {
  const refused = { name: 'x.exe', mimeType: 'application/octet-stream', buffer: picture };
  await customer.locator('input[type=file]').setInputFiles([...files, refused]);
  await customer.getByText(/^x\.exe – /).waitFor();
  await look(customer, 'chosen files, one refused');
  await customer.getByRole('button', { name: 'Отправить' }).click();
  await manager.locator('input[type=file]').setInputFiles(files);
  await manager.getByRole('list', { name: 'Файлы к ответу' }).getByText('опись.txt').waitFor();
  await look(manager, 'chosen files of a reply');
  await manager.getByRole('button', { name: 'Отправить' }).click();
  for (const own of ['.from-agent', '.from-customer']) {
    await customer.locator(`${own} img.picture`).waitFor();
    await customer.locator(own).getByText('опись.txt').waitFor();
  }
  await look(customer, 'attachments');
  await customer
    .getByRole('button', { name: /фото\.png/ })
    .first()
    .click();
  await customer.getByRole('dialog').getByRole('img').waitFor();
  await look(customer, 'a picture at full size');
  await customer.keyboard.press('Escape');
  await customer.getByRole('button', { name: /^7707083893|Исправить номер/ }).click();
  await customer.getByRole('dialog').waitFor();
  await look(customer, 'the number');
  await customer.keyboard.press('Escape');
  await manager.getByRole('log').getByText('опись.txt').nth(1).waitFor();
  await look(manager, 'attachments in the console');
}

test.each(['light', 'dark'] as const)('the customer page, %s', async (colorScheme) => {
  const page = await customerOf(browser, system, { ...phone, ...quiet, colorScheme });
  await look(page, 'greeting');
  await say(page, '7707083893');
  await page.getByRole('button', { name: 'другое' }).waitFor();
  await look(page, 'categories');
  await page.getByRole('button', { name: 'другое' }).click();
  await page.getByText('в течение 10 минут').waitFor();
  await page.getByRole('textbox').fill('а'.repeat(20_001));
  await page.getByText('Слишком длинно на 1 знак').waitFor();
  await look(page, 'too long');
  await page.getByRole('textbox').fill('');

  const manager = await staffOf(browser, system, 'support-1', { ...desk, ...quiet, colorScheme });
  await acceptFirst(manager);
  await attachments(page, manager);
  await manager.getByRole('button', { name: 'Закрыть запрос', exact: true }).click();
  await look(manager, 'closing');
  await manager.getByRole('dialog').getByLabel('Поиск груза').check();
  await manager.getByRole('dialog').getByRole('button', { name: 'Закрыть запрос', exact: true }).click();
  await page.getByRole('button', { name: '5, отлично' }).waitFor();
  await look(page, 'rating');
  await say(page, 'И ещё вопрос');
  await page.getByRole('group', { name: /^Прежний запрос/ }).waitFor();
  await look(page, 'rating of the request before');
  await manager.getByText('Запрос закрыт. Новое сообщение клиента').waitFor();
  await look(manager, 'closed');
  await Promise.all([page, manager].map((one) => one.context().close()));
});

test.each(['light', 'dark'] as const)(
  'a customer page without a chat, and one that cannot be opened, %s',
  async (colorScheme) => {
    const page = await (await browser.newContext({ ...phone, ...quiet, colorScheme, locale: 'ru-RU' })).newPage();
    for (const program of ['nowhere', 'filkhedma']) {
      await page.goto(`${system.url}/chat/${program}`);
      await page.getByText(/Такого чата нет|لا توجد محادثة/).waitFor();
      await look(page, program);
    }
    await page.route('**/v1/**', (route) => route.abort());
    await page.goto(`${system.url}/chat/cdek`);
    await page.getByRole('button', { name: 'Попробовать сейчас' }).waitFor();
    await look(page, 'cannot be opened');
    await page.context().close();
  },
);

test.each(['ru-RU', 'en-US'])('the console, %s', async (locale) => {
  await system.waitingCustomer('settlements');
  const director = await staffOf(browser, system, 'director', { ...desk, ...quiet, locale });
  await rows(director).first().waitFor();
  await look(director, 'inbox');
  await rows(director).first().click();
  await director.getByRole('log').waitFor();
  await look(director, 'open request');
  await director.getByRole('button', { name: /^(?:Назначить|Assign)$/ }).click();
  await director.getByRole('dialog').locator('button[type=submit]').click();
  await director.getByRole('combobox').last().fill('klo');
  await director.getByRole('dialog').getByRole('option').first().waitFor();
  await look(director, 'assigning');
  await director.keyboard.press('Escape');
  await director.keyboard.press('Escape');
  await director.getByRole('dialog').waitFor({ state: 'detached' });
  await director.locator('header button[aria-haspopup]').first().click();
  await director.getByRole('dialog').waitFor();
  await look(director, 'bell');
  await director.keyboard.press('Escape');
  await director.goto(`${system.url}/inbox/all`);
  await rows(director).first().waitFor();
  await look(director, 'all');
  await director.goto(`${system.url}/absence`);
  await director.locator('form').waitFor();
  await look(director, 'absence');
  await director.goto(`${system.url}/people`);
  await director.getByRole('heading').waitFor();
  await look(director, 'not for this role');
  expect(complaintsOf(director)).toEqual([]);

  const admin = await staffOf(browser, system, 'admin', { ...desk, ...quiet, locale });
  await admin.getByRole('table').waitFor();
  await look(admin, 'people');
  await admin.locator('main button').first().click();
  await admin.getByRole('dialog').waitFor();
  await look(admin, 'person');
  await admin.goto(`${system.url}/api-keys`);
  await admin.locator('main button').first().click();
  await admin.getByRole('dialog').waitFor();
  await look(admin, 'api key');
  await admin.keyboard.press('Escape');
  await admin.locator('header button[aria-haspopup=menu]').click();
  await admin.getByRole('menuitem').last().waitFor();
  await look(admin, 'their own menu');
  await admin.getByRole('menuitem').first().click();
  await admin.locator('tbody tr').first().waitFor();
  await look(admin, 'their own account');
  await admin.locator('header button[aria-haspopup=menu]').click();
  await admin.getByRole('menuitem').last().click();
  await admin.locator('input[name=login]').waitFor();
  await look(admin, 'login');
  expect(complaintsOf(admin)).toEqual([]);
  await Promise.all([director, admin].map((one) => one.context().close()));
});
