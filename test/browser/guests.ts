// A page's complaints are collected: see `complaintsOf`.
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { withLock } from '../../bin/launch/lock.mjs';
import { logIn, PASSWORD } from '../harness/api.ts';
import { closedAtTheEnd } from '../harness/closing.ts';
import type { Customer } from '../harness/careline.ts';
import type { System } from './system.ts';
import { followRequests } from './quiet.ts';

// In one process a closed window ends the browser. Without web security a test would prove nothing. An emulated
// graphics card costs most of the time.
const UNWANTED = [
  '--single-process',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--in-process-gpu',
  '--ignore-gpu-blocklist',
  '--enable-unsafe-swiftshader',
  '--use-gl=angle',
  '--use-angle=swiftshader',
];

// One file at a time: a program that another process is still writing cannot be run.
const unpackedChromium = () =>
  withLock(
    join(tmpdir(), 'careline-chromium.lock'),
    () => undefined,
    () => sparticuz.executablePath(),
  );

// Playwright has a browser's shared memory written to files on disk, because /dev/shm of a container is often too small
// for it. Memory costs a tenth less of the browser's time.
const ENOUGH_BYTES = 1024 ** 3;

function diskArgument(): string[] {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > ENOUGH_BYTES ? ['--disable-dev-shm-usage'] : [];
  } catch {
    return [];
  }
}

export async function openBrowser(): Promise<Browser> {
  const args = [...sparticuz.args.filter((arg) => !UNWANTED.includes(arg)), '--disable-gpu'];
  const executablePath = await unpackedChromium();
  const browser = await chromium.launch({ executablePath, args, ignoreDefaultArgs: diskArgument(), headless: true });
  closedAtTheEnd(() => browser.close());
  return browser;
}

export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
export const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

const complaints = new WeakMap<Page, string[]>();

/** Errors in the page's console: a forbidden style or script, a missing text, a thrown error. */
export function complaintsOf(page: Page): string[] {
  return complaints.get(page) ?? [];
}

export async function open(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ locale: 'ru-RU', ...options });
  const page = await context.newPage();
  // Only a failure takes this long; a busy machine may take a third of it.
  page.setDefaultTimeout(30_000);
  followRequests(page);
  const heard: string[] = [];
  complaints.set(page, heard);
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('console', (message) => {
    // The page handles a refused request itself, so the browser's own remark on it is ignored.
    const isRemark = /^Failed to load resource|net::ERR_/.test(message.text());
    if (message.type() === 'error' && !isRemark) heard.push(message.text());
  });
  return page;
}

/** A customer who has just opened the page of cdek and was greeted. */
export async function customerOf(browser: Browser, system: System, options = phone): Promise<Page> {
  const page = await open(browser, options);
  await page.goto(`${system.url}/chat/cdek`);
  await page.getByText('Для обработки запроса укажите номер договора или ИНН').waitFor();
  return page;
}

/** Types and sends on the customer page. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').fill(text);
  await page.getByRole('button', { name: 'Отправить' }).click();
}

/** A customer who waits in a category. */
export async function waitingCustomer(
  browser: Browser,
  system: System,
  category = 'вопрос по заявке/заказу',
  options = phone,
) {
  const page = await customerOf(browser, system, options);
  await say(page, '7707083893');
  await page.getByRole('button', { name: category }).click();
  await page.getByText('в течение 10 минут с вами свяжется первый освободившийся менеджер').waitFor();
  return page;
}

/** A person of the centre on their start page, in the language of their browser. They are logged in beforehand. */
export const staffOf = (browser: Browser, system: System, login: string, options = desk): Promise<Page> =>
  staffAt(browser, system, '/', login, options);

/** The same person, who opens this page first: each load of a page costs half a second of the processor. */
export async function staffAt(
  browser: Browser,
  system: System,
  path: string,
  login: string,
  options = desk,
): Promise<Page> {
  const page = await openFor(browser, login, options);
  const [name = '', value = ''] = (await logIn(system.app, login)).split(';')[0]?.split('=') ?? [];
  await page.context().addCookies([{ name, value, url: system.url }]);
  await page.goto(`${system.url}${path}`);
  await page.locator('header').first().waitFor();
  return page;
}

/** The same, but logged in with the form of the login page. */
export async function loggedIn(browser: Browser, system: System, login: string, options = desk): Promise<Page> {
  const page = await openFor(browser, login, options);
  await page.goto(system.url);
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.locator('header').first().waitFor();
  return page;
}

async function openFor(browser: Browser, login: string, options: BrowserContextOptions): Promise<Page> {
  const page = await open(browser, options);
  const language = (options.locale ?? 'ru').split('-')[0];
  await page.addInitScript(
    ([key, value]) => localStorage.getItem(`${key}`) ?? localStorage.setItem(`${key}`, `"${value}"`),
    [`careline:language:${login}`, language],
  );
  return page;
}

/** The rows of the inbox. */
export const rows = (page: Page) => page.locator('[data-row]');

/** The text field of an open conversation. */
export const reply = (page: Page) => page.locator('[data-reply]');

/** Opens the first row and accepts it. Done when the conversation is among one's own. */
export async function acceptFirst(page: Page): Promise<void> {
  await rows(page).first().click();
  await page.getByRole('button', { name: 'Принять' }).click();
  await page.waitForURL('**/inbox/mine/*');
  await reply(page).waitFor();
}

/** Two customers whose conversations this person has accepted: the first has an answer, the second waits for one. */
export async function twoAccepted(system: System, login: string) {
  const staff = await system.staff(login);
  const [first, second] = [
    await system.waitingCustomer('order', 'ПЕР-1'),
    await system.waitingCustomer('order', 'ВТО-2'),
  ];
  for (const { conversationId } of [first, second]) await staff.post(`/v1/conversations/${conversationId}/accept`);
  await staff.post(`/v1/conversations/${first.conversationId}/messages`, { text: 'Проверяю' });
  const write = (customer: Customer, text: string) =>
    customer.post(`/v1/conversations/${customer.conversationId}/messages`, { text });
  return { staff, first, second, write };
}
