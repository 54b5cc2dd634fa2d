// Owns the proof of the forms of administration, of the pages for whoever has no role, and of the patterns of all fields.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PASSWORD } from '../harness/api.ts';
import { complaintsOf, desk, openBrowser, phone, staffOf } from './guests.ts';
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

const root = join(import.meta.dirname, '../..');

/** Every pattern in a tree of schemas. */
function patternsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'pattern' in value && typeof value.pattern === 'string' ? [value.pattern] : [];
  return [...own, ...Object.values(value).flatMap(patternsOf)];
}

describe('a pattern', () => {
  const written = globSync('web/src/**/*.{ts,tsx}', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\bpattern=(?:"([^"]*)"|\{'([^']*)'\})/g)].map(
      ([, plain, quoted]) => plain ?? quoted ?? '',
    ),
  );

  test('of a field or of a schema is one that browsers and JSON Schema both read', async () => {
    const { body } = await house.nobody.get('/openapi.json');
    const known = patternsOf(body);
    expect(written.length).toBeGreaterThan(1);
    expect(known.length).toBeGreaterThan(2);
    const wrong = [...written, ...known].filter((pattern) => {
      try {
        return [new RegExp(pattern, 'u'), new RegExp(pattern, 'v')].length < 2;
      } catch {
        return true;
      }
    });
    expect(wrong).toEqual([]);
  });

  test('of a field is the server’s', async () => {
    const { body } = await house.nobody.get('/openapi.json');
    const known = new Set(patternsOf(body));
    expect(written.filter((pattern) => !known.has(`^${pattern}$`))).toEqual([]);
  });
});

/** Why the browser itself does not send a field. */
const isHeldBack = (page: Page, name: string) =>
  page
    .getByRole('dialog')
    .getByLabel(name)
    .evaluate((field: HTMLInputElement) => field.validity.patternMismatch);

test('adding a person: what does not fit, or is taken, is said at its field', async () => {
  const admin = await staffOf(browser, house, 'admin');
  await admin.getByRole('table').waitFor();
  const logins = await admin.locator('tbody td[data-label="Логин"]').allInnerTexts();
  expect(logins.indexOf('klo-2')).toBeLessThan(logins.indexOf('klo-10'));
  await admin.getByRole('button', { name: 'Добавить человека' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('Логин').fill('Клава Б');
  await expect(isHeldBack(admin, 'Логин')).resolves.toBe(true);
  await dialog.getByLabel('Логин').fill('klo-1');
  await expect(isHeldBack(admin, 'Логин')).resolves.toBe(false);
  await dialog.getByLabel('Имя').fill('   ');
  await dialog.getByLabel('Пароль').first().fill('careline');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await dialog.getByText('Это значение не подходит.').waitFor();
  await expect(dialog.getByLabel('Имя').getAttribute('aria-invalid')).resolves.toBe('true');
  await dialog.getByLabel('Имя').fill('Клава');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await dialog.getByText('Такой логин уже занят.').waitFor();
  await expect(dialog.getByLabel('Логин').getAttribute('aria-invalid')).resolves.toBe('true');
  await expect(dialog.getByLabel('Имя').getAttribute('aria-invalid')).resolves.not.toBe('true');
  expect(complaintsOf(admin)).toEqual([]);
  await admin.context().close();
});

test('making an API key: a bad name is held back by the browser, and what the server refuses is said at its field', async () => {
  const admin = await staffOf(browser, house, 'admin');
  await admin.getByRole('link', { name: 'Ключи API' }).click();
  await admin.getByRole('button', { name: 'Создать ключ' }).click();
  const dialog = admin.getByRole('dialog');
  const name = dialog.getByLabel('Название');
  await name.fill('Bad Name');
  await expect(isHeldBack(admin, 'Название')).resolves.toBe(true);
  await dialog.getByLabel('Менеджеры КЛО').check();
  await name.evaluate((field) => field.removeAttribute('pattern'));
  await dialog.getByRole('button', { name: 'Создать ключ' }).click();
  await dialog.getByText('Это значение не подходит. Строчные латинские буквы и цифры').waitFor();
  await expect(name.getAttribute('aria-invalid')).resolves.toBe('true');
  await expect(name.evaluate((field) => field === document.activeElement)).resolves.toBe(true);
  await name.fill('site-2');
  await dialog.getByRole('button', { name: 'Создать ключ' }).click();
  await dialog.getByText('Скопируйте его сейчас').waitFor();
  expect(complaintsOf(admin)).toEqual([]);
  await admin.context().close();
});

test.each([desk, phone])('people at $viewport.width px: every column can be seen', async (options) => {
  const admin = await staffOf(browser, house, 'admin', options);
  await admin.getByRole('table').waitFor();
  const cells = admin.locator('tbody tr').first().locator('td');
  for (const box of await Promise.all((await cells.all()).map((cell) => cell.boundingBox()))) {
    expect((box?.x ?? 9_999) + (box?.width ?? 0)).toBeLessThanOrEqual(options.viewport?.width ?? 0);
  }
  await admin.context().close();
});

test('somebody without a role is told so, and a section that is not one’s own says so', async () => {
  const admin = await house.cookie('admin');
  const payload = { login: 'new-1', name: 'Новенькая', password: PASSWORD };
  const added = await house.app.inject({ method: 'POST', url: '/v1/people', headers: { cookie: admin }, payload });
  expect(added.statusCode).toBe(201);
  const nobody = await staffOf(browser, house, 'new-1');
  await nobody.getByRole('heading', { name: 'У вас пока нет роли' }).waitFor();
  await nobody.goto(`${house.url}/people`);
  await nobody.getByRole('heading', { name: 'У вас пока нет роли' }).waitFor();
  const manager = await staffOf(browser, house, 'klo-1');
  await manager.goto(`${house.url}/people`);
  await manager.getByRole('heading', { name: 'Этот раздел не для вашей роли' }).waitFor();
  await expect(manager.getByRole('button', { name: 'Добавить человека' }).count()).resolves.toBe(0);
  expect([...complaintsOf(nobody), ...complaintsOf(manager)]).toEqual([]);
  await Promise.all([nobody, manager].map((page) => page.context().close()));
});
