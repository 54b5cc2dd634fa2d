// Owns the proof that axe finds nothing to complain of: every page, in every language and both lights.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { look, quiet } from './axe.ts';
import { acceptFirst, complaintsOf, customerOf, desk, openBrowser, phone, rows, say, staffOf } from './guests.ts';
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

test.each(['light', 'dark'] as const)('the customer page, %s', async (colorScheme) => {
  const page = await customerOf(browser, house, { ...phone, ...quiet, colorScheme });
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

  const manager = await staffOf(browser, house, 'support-1', { ...desk, ...quiet, colorScheme });
  await acceptFirst(manager);
  await manager.getByRole('button', { name: 'Закрыть', exact: true }).click();
  await look(manager, 'closing');
  await manager.getByRole('dialog').getByLabel('Поиск груза').check();
  await manager.getByRole('dialog').getByRole('button', { name: 'Закрыть', exact: true }).click();
  await page.getByRole('button', { name: '5, отлично' }).waitFor();
  await look(page, 'rating');
  await say(page, 'И ещё вопрос');
  await page.getByRole('group', { name: /^Прежний запрос/ }).waitFor();
  await look(page, 'rating of the request before');
  await manager.getByText('Запрос закрыт, писать в него нельзя').waitFor();
  await look(manager, 'closed');
  await Promise.all([page, manager].map((one) => one.context().close()));
});

test.each(['ru-RU', 'en-US'])('the console, %s', async (locale) => {
  await house.waitingCustomer('order');
  const director = await staffOf(browser, house, 'director', { ...desk, ...quiet, locale });
  await rows(director).first().waitFor();
  await look(director, 'inbox');
  await rows(director).first().click();
  await director.getByRole('log').waitFor();
  await look(director, 'open request');
  await director.getByRole('button', { name: /^(?:Поручить|Assign)$/ }).click();
  await director.getByRole('dialog').locator('button[type=submit]').click();
  await director.getByRole('combobox').last().fill('klo');
  await director.getByRole('option').first().waitFor();
  await look(director, 'assigning');
  await director.keyboard.press('Escape');
  await director.keyboard.press('Escape');
  await director.getByRole('dialog').waitFor({ state: 'detached' });
  await director.locator('header button[aria-haspopup]').first().click();
  await director.getByRole('dialog').waitFor();
  await look(director, 'bell');
  await director.keyboard.press('Escape');
  await director.goto(`${house.url}/inbox/all`);
  await rows(director).first().waitFor();
  await look(director, 'all');
  await director.goto(`${house.url}/absence`);
  await director.locator('form').waitFor();
  await look(director, 'absence');
  await director.goto(`${house.url}/people`);
  await director.getByRole('heading').waitFor();
  await look(director, 'not for this role');
  expect(complaintsOf(director)).toEqual([]);

  const admin = await staffOf(browser, house, 'admin', { ...desk, ...quiet, locale });
  await admin.getByRole('table').waitFor();
  await look(admin, 'people');
  await admin.locator('main button').first().click();
  await admin.getByRole('dialog').waitFor();
  await look(admin, 'person');
  await admin.goto(`${house.url}/api-keys`);
  await admin.locator('main button').first().click();
  await admin.getByRole('dialog').waitFor();
  await look(admin, 'api key');
  await admin.keyboard.press('Escape');
  await admin.locator('header button[aria-haspopup=menu]').click();
  await admin.getByRole('menuitem').click();
  await admin.locator('input[name=login]').waitFor();
  await look(admin, 'login');
  expect(complaintsOf(admin)).toEqual([]);
  await Promise.all([director, admin].map((one) => one.context().close()));
});
