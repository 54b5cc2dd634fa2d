import { expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import {
  acceptFirst,
  complaintsOf,
  desk,
  phone,
  reply,
  rows,
  staffOf,
  twoAccepted,
  waitingCustomer,
} from './guests.ts';
import { heardBy, listenTo, look, notesOf, toast } from './heard.ts';
import { after } from './system.ts';
import { browser, system } from './opened.ts';
import { poll } from './poll.ts';
import { quiet } from './quiet.ts';

test('the whole way by keyboard: log in, find, accept, answer, close', async () => {
  const waiting = await system.waitingCustomer('account');
  const manager = await staffOf(browser, system, 'support-1');
  await rows(manager).first().waitFor();
  await manager.keyboard.press('KeyJ');
  await manager.keyboard.press('Enter');
  await manager.getByRole('button', { name: 'Принять' }).waitFor();
  await manager.keyboard.press('KeyA');
  await manager.waitForURL('**/inbox/mine/*');
  await reply(manager).waitFor();
  await poll(() => reply(manager).evaluate((field) => field === document.activeElement)).toBe(true);
  await manager.keyboard.type('Сейчас помогу');
  await manager.keyboard.press('Enter');
  await manager.getByRole('log').getByText('Сейчас помогу').waitFor();
  await manager.keyboard.press('Escape');
  await manager.keyboard.press('KeyC');
  await manager.getByRole('dialog').waitFor();
  await manager.keyboard.press('Escape');
  await manager.getByRole('dialog').waitFor({ state: 'detached' });
  await manager.keyboard.press('KeyC');
  await manager.getByRole('dialog').waitFor();
  // The dialog takes the focus once it is open.
  await manager.waitForFunction(() => document.activeElement?.getAttribute('type') === 'radio');
  await manager.keyboard.press('Space');
  await manager.keyboard.press('ArrowDown');
  await manager.keyboard.press('Enter');
  await manager.getByText('Запрос закрыт. Новое сообщение клиента').waitFor();
  // The pressed button is gone, but the focus must still be somewhere.
  await manager.getByRole('dialog').waitFor({ state: 'detached' });
  await manager.waitForFunction(() => document.activeElement?.tagName === 'H2');
  const { body } = await waiting.get(`/v1/conversations/${waiting.conversationId}`);
  expect(body).toMatchObject({ stage: 'closed', disposition: 'waybill' });
  await manager.keyboard.press('Escape');
  await manager.keyboard.press('Shift+Slash');
  await manager.getByRole('dialog', { name: 'Горячие клавиши' }).waitFor();
  expect(complaintsOf(manager)).toEqual([]);
  await manager.context().close();
});

test('an outcome that is not known yet is asked for with the same key until it is', async () => {
  await system.waitingCustomer('account');
  const manager = await staffOf(browser, system, 'support-2');
  const keys: (string | undefined)[] = [];
  await manager.route('**/accept', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    const headers = { 'retry-after': '1', 'content-type': 'application/problem+json' };
    return route.fulfill({ status: 503, headers, body: '{"code":"outcome-unknown"}' });
  });
  await rows(manager).first().click();
  await manager.getByRole('button', { name: 'Принять' }).click();
  await manager.getByText('Ответа пока нет, пробуем ещё раз.').waitFor();
  await manager.getByText('Запрос принят. Переписка открыта.').waitFor();
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/./);
  expect(keys[1]).toBe(keys[0]);
  await manager.context().close();
});

test('CDEK-18: a conversation transferred with a reason waits again, and its timeline has the reason', async () => {
  await system.waitingCustomer('account');
  const manager = await staffOf(browser, system, 'support-1');
  await acceptFirst(manager);
  await quiet(manager);
  const refused: string[] = [];
  manager.on('response', (answer) => void (answer.status() >= 400 && refused.push(answer.url())));
  await manager.keyboard.press('Escape');
  await manager.keyboard.press('KeyT');
  const dialog = manager.getByRole('dialog');
  await dialog.getByLabel('Вопрос по взаиморасчётам').check();
  await dialog.getByLabel('Причина').fill('Нужен акт сверки');
  await dialog.getByRole('button', { name: 'Передать' }).click();
  await manager.getByText('Запрос передан: Вопрос по взаиморасчётам.').waitFor();
  await manager.waitForURL('**/inbox/mine');
  await poll(() => manager.getByText('у коллеги').count()).toBe(0);
  expect(refused).toEqual([]);
  const director = await staffOf(browser, system, 'director');
  await rows(director).filter({ hasText: 'Вопрос по взаиморасчётам' }).first().click();
  await director.getByText('Нужен акт сверки').waitFor();
  await director
    .getByText('Запрос передан: Вопрос по личному кабинету → Вопрос по взаиморасчётам (Менеджер по сопровождению 1)')
    .waitFor();
  // It waits again, so no acceptance is shown, not even an earlier one.
  const accepted = director.locator('dt', { hasText: /^Принят$/ });
  await poll(() => accepted.count()).toBe(0);
  await director.getByRole('button', { name: 'Принять' }).click();
  await accepted.waitFor();
  await Promise.all([manager, director].map((page) => page.context().close()));
});

test('CDEK-19: the director sets an absence, sees what the customer will read, and it is read', async () => {
  const director = await staffOf(browser, system, 'director');
  await director.getByRole('link', { name: 'Отсутствие' }).click();
  const [today, later] = [system.now(), after(system, 14 * 24 * 60)].map((at) => at.slice(0, 10));
  await director.getByLabel('Первый день').fill(today ?? '');
  await director.getByLabel('Последний день').fill(later ?? '');
  await director.getByLabel('С кем связаться').fill('Юлией');
  await director.getByLabel('Телефон').fill('+7 495 000-00-00');
  const preview = await director.locator('blockquote').innerText();
  await director.getByRole('button', { name: 'Сохранить' }).click();
  await director.getByText('Отсутствие сохранено.').waitFor();
  await director.getByText('Действует сейчас').waitFor();
  const customer = await waitingCustomer(browser, system, 'вопрос по взаиморасчётам');
  await customer.getByText(preview, { exact: true }).waitFor();
  await director.getByRole('button', { name: 'Удалить отсутствие' }).click();
  await director.getByText('Отсутствие не задано.').waitFor();
  await Promise.all([customer, director].map((page) => page.context().close()));
});

test('CDEK-13 CDEK-16: after ten minutes it is overdue in words, red and with a sign, for all who may take it', async () => {
  await system.waitingCustomer('order');
  const pages = await Promise.all(['klo-5', 'klo-senior', 'support-2'].map((login) => staffOf(browser, system, login)));
  const mine = (page: (typeof pages)[number]) => rows(page).filter({ hasText: 'Вопрос по заявке/заказу' });
  const [klo, ...seniors] = pages;
  await mine(klo as never).waitFor();
  await poll(() => mine(klo as never).innerText()).not.toMatch(/Просрочен/);
  await poll(() => Promise.all(seniors.map((page) => mine(page).count()))).toEqual([0, 0]);
  await system.advance(after(system, 10));
  for (const page of pages) {
    const sign = mine(page).getByText('Просрочен', { exact: true });
    await sign.waitFor();
    await poll(() => sign.locator('svg').count()).toBe(1);
    await poll(() => sign.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(179, 38, 30)');
    await poll(() => mine(page).innerText()).toMatch(/(?:клиент|напомнят)[^·]+· CDEK-1[45]/);
  }
  await Promise.all(pages.map((page) => page.context().close()));
});

test('the language is changed at once and remembered', async () => {
  const manager = await staffOf(browser, system, 'klo-6');
  await manager.getByRole('combobox', { name: /Язык/ }).selectOption('en');
  await manager.getByRole('link', { name: /Waiting for me/ }).waitFor();
  await manager.reload();
  await manager.getByRole('link', { name: /Waiting for me/ }).waitFor();
  await rows(manager).filter({ hasText: 'Question about an order' }).first().getByText('KLO managers').waitFor();
  await manager.getByText('CDEK: customer support').waitFor();
  await poll(() => manager.locator('html').getAttribute('lang')).toBe('en');
  expect(complaintsOf(manager)).toEqual([]);
  await manager.context().close();
});

test.each([desk, phone, { ...phone, viewport: { width: 320, height: 640 } }])(
  'CDEK-05 at $viewport.width px: a contract number of any length leaves age and sign in sight, and is there whole',
  async (options) => {
    const paragraph = 'Добрый день! Груз должен был прийти семнадцатого, но до сих пор его нет. '.repeat(12).trim();
    for (const number of [paragraph, 'Ы'.repeat(180)]) await system.waitingCustomer('order', number);
    const manager = await staffOf(browser, system, 'klo-7', { ...options, locale: 'en-US' });
    const edge = options.viewport?.width ?? 0;
    const isWithin = async (place: Locator) => {
      const box = await place.boundingBox();
      return box !== null && box.x >= 0 && box.x + box.width <= edge;
    };
    for (const begins of ['Добрый день!', 'ЫЫЫ']) {
      const row = rows(manager).filter({ hasText: begins }).first();
      await row.waitFor();
      await poll(() => Promise.all([row.locator('time'), row.getByText(/^in /).first()].map(isWithin))).toEqual([
        true,
        true,
      ]);
    }
    await poll(() => manager.evaluate(() => document.documentElement.scrollWidth)).toBe(edge);
    await rows(manager).filter({ hasText: 'Добрый день!' }).first().click();
    const header = await manager.locator('main header').boundingBox();
    expect(header?.height ?? 999).toBeLessThan(200);
    if (edge < 1280) await manager.getByRole('button', { name: 'Details and timeline' }).click();
    await manager.getByRole('button', { name: 'Show more' }).click();
    await manager.locator('dd').getByText(paragraph, { exact: true }).waitFor();
    await manager.context().close();
  },
);

const WROTE = 'Новое сообщение от клиента: Вопрос по заявке/заказу';

test('CDEK-16: who waits for a reply is first, and a customer who writes is heard at once, but not the one in sight', async () => {
  const { first, second, write } = await twoAccepted(system, 'klo-8');
  const manager = await staffOf(browser, system, 'klo-8');
  await listenTo(manager);
  await manager.getByRole('link', { name: 'Мои' }).click();
  await rows(manager).nth(1).waitFor();
  await poll(() => rows(manager).evaluateAll((all) => all.map((row) => row.dataset['row']))).toEqual([
    second.conversationId,
    first.conversationId,
  ]);
  await rows(manager)
    .first()
    .getByText(/^Ждёт ответа /)
    .waitFor();
  await poll(() =>
    rows(manager)
      .last()
      .getByText(/^Ждёт ответа /)
      .count(),
  ).toBe(0);

  await rows(manager).last().click();
  await reply(manager).waitFor();
  // The answered one is read now. Overdue conversations of theirs count too.
  const late = Number(
    /(\d+) просроч/.exec(await manager.getByRole('link', { name: /^Ждут меня/ }).innerText())?.[1] ?? 0,
  );
  const calls = (count: number) =>
    manager.waitForFunction((wanted) => document.title.startsWith(`(${wanted}) `), late + count);
  await calls(1);
  await write(first, 'Вы здесь?');
  await manager.getByRole('log').getByText('Вы здесь?').waitFor();
  await manager
    .locator('header')
    .getByText(/^Ждёт ответа /)
    .waitFor();
  await calls(2);
  await poll(() => toast(manager, WROTE).count()).toBe(0);
  await poll(() => heardBy(manager)).toEqual({ notes: 0, told: [] });

  await write(second, 'А мне?');
  await toast(manager, WROTE).waitFor();
  const [note, field] = await Promise.all([toast(manager, WROTE).boundingBox(), reply(manager).boundingBox()]);
  expect((note?.x ?? 0) + (note?.width ?? 9_999)).toBeLessThan(field?.x ?? 0);
  await notesOf(manager, 2);
  await toast(manager, WROTE).getByText(WROTE).click();
  await manager.waitForURL(`**/inbox/mine/${second.conversationId}`);

  await manager.getByRole('button', { name: /профиль/ }).click();
  await manager.getByRole('menuitemcheckbox', { name: 'Звук оповещений', checked: true }).click();
  await manager.getByRole('menuitemcheckbox', { name: 'Звук оповещений', checked: false }).waitFor();
  await manager.keyboard.press('Escape');
  await toast(manager, WROTE).waitFor({ state: 'detached' });
  await look(manager, true);
  await write(second, 'Ещё вопрос');
  await toast(manager, WROTE).waitFor();
  await poll(() => heardBy(manager)).toEqual({ notes: 2, told: [WROTE] });
  expect(complaintsOf(manager)).toEqual([]);
  await manager.reload();
  await manager.getByRole('button', { name: /профиль/ }).click();
  await manager.getByRole('menuitemcheckbox', { name: 'Звук оповещений', checked: false }).waitFor();
  await manager.context().close();
});
