// A console language is a folder and a build. Here nine more are added, of which one says a few sentences only.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { runCommand } from '../../bin/launch/run-command.mjs';
import { missingIn } from '../../web/languages.ts';
import { bestOf } from '../../web/src/console/texts/best-language.ts';
import { PASSWORD, startApi, type TestApi } from '../harness/api.ts';
import { complaintsOf, open, openBrowser, phone } from './guests.ts';

const root = join(import.meta.dirname, '../..');
const SOME_TEXTS = `export const texts = {
  app: 'קרליין',
  login: { title: 'כניסת צוות', paused_one: 'עוד דקה {{count}}' },
};
`;
// As long as names of languages get.
const OTHERS = ['de', 'fr', 'pt-BR', 'uz-Latn', 'id', 'uk'];

let folder: string;
let api: TestApi;
let browser: Browser;
let url: string;
const built: string[] = [];

beforeAll(async () => {
  const parent = join(root, '.careline', 'test');
  mkdirSync(parent, { recursive: true });
  folder = mkdtempSync(join(parent, 'languages-'));
  cpSync(join(root, 'web'), join(folder, 'web'), { recursive: true, filter: (path) => !path.endsWith('/dist') });
  for (const name of ['domain', 'tsconfig.json']) symlinkSync(join(root, name), join(folder, name));
  for (const language of ['he', ...OTHERS]) {
    const texts = join(folder, 'web/src/console/texts', language);
    mkdirSync(texts);
    writeFileSync(
      join(texts, 'index.ts'),
      language === 'he' ? SOME_TEXTS : "export { texts } from '../en/index.ts';\n",
    );
  }
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { ok, output } = await runCommand(
    process.execPath,
    [vite, 'build', join(folder, 'web'), '--logLevel', 'warn'],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
      limitMs: 200_000,
      onLine: (line) => void built.push(line),
    },
  );
  if (!ok) throw new Error(output);
  api = await startApi({ webDist: join(folder, 'web/dist') });
  url = await api.app.listen({ port: 0, host: '127.0.0.1' });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The login page in a browser of a language, and the files of texts that it has loaded. */
async function loginPage(locale: string): Promise<{ page: Page; loaded: string[] }> {
  const page = await open(browser, { ...phone, locale });
  const loaded: string[] = [];
  page.on('request', (request) => {
    const [, name] = /\/assets\/([\w]+(?:-[A-Z]\w+)?)-[\w-]{8}\.js$/.exec(request.url()) ?? [];
    if (name !== undefined && /^(?:en|ru|ar|he|rules|texts|index)$/.test(name)) loaded.push(name);
  });
  await page.goto(url);
  await page.locator('input[name=login]').waitFor();
  return { page, loaded };
}

test('the build says what a language lacks, a plural form too', () => {
  expect(built.join('')).toMatch(/he: \d+ missing, shown in en: .*login\.lead/);
  expect(built.join('')).toMatch(/login\.paused \(two, other\)/);
  expect(built.join('')).toMatch(/de: \d+ missing, shown in en: rulesPage\.title/);
  expect(built.join('')).not.toMatch(/(?:ru|ar|en): \d+ missing/);
});

test('a missing sentence is whole in English and keeps its direction', async () => {
  const { page, loaded } = await loginPage('he-IL');
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
    'he',
    'rtl',
  ]);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('כניסת צוות');
  expect(await page.locator('button[type=submit]').innerText()).toBe('\u2066Log in\u2069');
  expect([...new Set(loaded)].toSorted()).toEqual(['en', 'he']);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('a complete language is loaded alone', async () => {
  const { page, loaded } = await loginPage('ru-RU');
  expect(loaded).toEqual(['ru']);
  await page.context().close();
});

test('the texts of a page are loaded when it is opened, and follow the language', async () => {
  const { page, loaded } = await loginPage('ru-RU');
  await page.locator('input[name=login]').fill('admin');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.locator('header').first().waitFor();
  expect(loaded).toEqual(['ru']);
  await page.goto(`${url}/rules`);
  await page.getByRole('heading', { name: /^Правила: / }).waitFor();
  expect(loaded.slice(1).toSorted()).toEqual(['ru', 'rules']);
  await page.locator('header select').first().selectOption('ar');
  await page.getByRole('heading', { name: /^القواعد: / }).waitFor();
  await page.getByRole('combobox', { name: 'اللغة' }).selectOption('de');
  await page.getByRole('heading', { name: /^Rules: / }).waitFor();
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('ten languages are chosen in one list on a phone, each named in itself', async () => {
  const { page } = await loginPage('en-GB');
  const menu = page.getByRole('combobox', { name: 'Language' });
  const named = await menu
    .locator('option')
    .evaluateAll((options) =>
      options.map((one) => [one.getAttribute('lang'), one.getAttribute('dir'), one.textContent]),
    );
  expect(named).toHaveLength(10);
  expect(named).toContainEqual(['ar', 'rtl', 'العربية']);
  expect(named).toContainEqual(['he', 'rtl', 'עברית']);
  expect(named).toContainEqual(['pt-BR', 'ltr', 'Português (Brasil)']);
  expect(named).toContainEqual(['ru', 'ltr', 'Русский']);
  const { x = 0, width = 999 } = (await menu.boundingBox()) ?? {};
  expect(x + width).toBeLessThan(390);
  await menu.selectOption('ar');
  await page.getByRole('combobox', { name: 'اللغة' }).waitFor();
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
    'ar',
    'rtl',
  ]);
  await page.context().close();
});

test('a counted sentence needs every form of its language, and an empty one is missing', () => {
  const whole = { one: 'One', part: { left_one: '{{count}} left', left_other: '{{count}} left' } };
  expect(missingIn(whole, whole, 'en')).toEqual([]);
  expect(missingIn({ one: ' ', part: { left_one: 'x', left_few: 'x', left_other: 'x' } }, whole, 'ru')).toEqual([
    'one',
    'part.left (many)',
  ]);
});

test.each([
  [['ru-RU', 'en'], 'ru'],
  [['pt-PT'], 'pt-BR'],
  [[null, 'zh-TW', 'ar-MA'], 'ar'],
  [['zh-CN'], 'zh-Hans'],
  [['no tag', 'fi'], undefined],
])('who wishes %j gets %s', (wishes, language) => {
  expect(bestOf(['ar', 'en', 'pt-BR', 'ru', 'zh-Hans'], wishes)).toBe(language);
});
