import { expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { PASSWORD } from '../harness/api.ts';
import { keepPasswords } from '../harness/own-password.ts';
import { look, quiet } from './axe.ts';
import { complaintsOf, desk, loggedIn, phone } from './guests.ts';
import { browser, system } from './opened.ts';
import { poll } from './poll.ts';

const places: [string, BrowserContextOptions][] = [
  ['desk', { ...desk, ...quiet }],
  ['phone', { ...phone, ...quiet }],
];

async function newPerson(login: string): Promise<void> {
  const memberships = [{ program: 'cdek', role: 'klo' }];
  const { status } = await (
    await system.staff('admin')
  ).post('/v1/people', {
    ...{ login, name: 'Новая', password: PASSWORD, memberships },
  });
  expect(status).toBe(201);
}

async function fill(page: Page, current: string, wanted: string, repeated = wanted): Promise<void> {
  await page.locator('input[name=currentPassword]').fill(current);
  await page.locator('input[name=newPassword]').fill(wanted);
  await page.locator('input[name=repeated]').fill(repeated);
  await page.locator('button[type=submit]').click();
}

async function logInAgain(page: Page, login: string, password: string): Promise<void> {
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
}

const isWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

const isInvalid = (page: Page, name: string) => page.locator(`input[name=${name}]`).getAttribute('aria-invalid');

test.each(places)('a first password is changed before anything else, %s', async (place, options) => {
  const login = `first-${place}`;
  await newPerson(login);
  // The helper gives people a password that needs no change, so this makes it a first password again.
  await keepPasswords(system.database.orm, login);
  const page = await loggedIn(browser, system, login, options);
  await (await system.staff('admin')).patch(`/v1/people/${login}`, { password: 'given by another' });
  await page.goto(system.url);
  await logInAgain(page, login, 'given by another');
  await page.getByRole('heading', { name: 'Придумайте свой пароль' }).waitFor();
  await look(page, `first password, ${place}`);
  expect(await isWide(page)).toBe(false);
  await page.goto(`${system.url}/inbox/waiting`);
  await page.getByRole('heading', { name: 'Придумайте свой пароль' }).waitFor();
  await poll(() => page.locator('header').count()).toBe(0);
  await fill(page, 'wrong', 'a password of mine');
  await page.getByText('Текущий пароль неверен.').waitFor();
  await poll(() => isInvalid(page, 'currentPassword')).toBe('true');
  await fill(page, 'given by another', 'a password of mine', 'another one');
  await page.getByText('Пароли не совпадают.').waitFor();
  await fill(page, 'given by another', 'a password of mine');
  await page.locator('header').first().waitFor();
  await page.waitForURL('**/inbox/waiting');
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test.each(places)('the own password is changed and every other session ends, %s', async (place, options) => {
  const login = place === 'desk' ? 'klo-8' : 'klo-9';
  const [page, other] = [await loggedIn(browser, system, login, options), await loggedIn(browser, system, login, desk)];
  await page.locator('header button[aria-haspopup=menu]').last().click();
  await page.getByRole('menuitem', { name: 'Пароль и сеансы' }).click();
  await page.getByRole('heading', { name: 'Пароль и сеансы' }).waitFor();
  await poll(() => page.locator('tbody tr').count()).toBe(2);
  await look(page, `own account, ${place}`);
  expect(await isWide(page)).toBe(false);
  await fill(page, PASSWORD, PASSWORD);
  await page.getByText('Новый пароль совпадает с текущим.').waitFor();
  await fill(page, PASSWORD, 'a password of mine');
  await page.getByText('Пароль изменён.').waitFor();
  await poll(() => page.locator('tbody tr').count()).toBe(1);
  await poll(() => page.locator('tbody tr').innerText()).toMatch(/Chrome[^]*этот браузер/);
  await other.locator('input[name=login]').waitFor();
  expect(complaintsOf(page)).toEqual([]);
  await Promise.all([page, other].map((one) => one.context().close()));
});

test.each(places)('sessions are ended one by one and all together, %s', async (place, options) => {
  const login = place === 'desk' ? 'klo-10' : 'klo-11';
  const [page, other] = [await loggedIn(browser, system, login, options), await loggedIn(browser, system, login, desk)];
  await page.goto(`${system.url}/account`);
  await poll(() => page.locator('tbody tr').count()).toBe(2);
  await page.getByRole('button', { name: 'Завершить сеанс' }).click();
  await page.getByText('Сеанс завершён.').waitFor();
  await poll(() => page.locator('tbody tr').count()).toBe(1);
  await other.locator('input[name=login]').waitFor();
  await page.getByRole('button', { name: 'Завершить все сеансы' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Завершить все сеансы' }).click();
  await page.locator('input[name=login]').waitFor();
  await logInAgain(page, login, PASSWORD);
  await page.locator('header').first().waitFor();
  expect(complaintsOf(page)).toEqual([]);
  await Promise.all([page, other].map((one) => one.context().close()));
});

test('an admin sees who has not changed a first password yet, and gives themselves none', async () => {
  await newPerson('not-yet');
  const admin = await loggedIn(browser, system, 'admin');
  const row = admin.locator('tbody tr', { hasText: 'not-yet' });
  await poll(() => row.innerText()).toMatch('первый пароль ещё не сменён');
  const own = admin.locator('tbody tr', { has: admin.locator('td', { hasText: /^admin$/ }) });
  await own.getByRole('button').click();
  await admin.getByRole('dialog').getByLabel('Имя').waitFor();
  await poll(() => admin.getByRole('dialog').locator('input[type=password]').count()).toBe(0);
  expect(complaintsOf(admin)).toEqual([]);
  await admin.context().close();
});
