// No text is lost or doubled by a reload, a lost connection or a lost answer.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { acceptFirst, reply, say, staffOf, waitingCustomer } from './guests.ts';
import { PASSWORD } from '../harness/api.ts';
import { browser, system } from './opened.ts';
import { poll } from './poll.ts';

let customer: Page;
let manager: Page;
let login = 0;

beforeEach(async () => {
  login += 1;
  [customer, manager] = await Promise.all([waitingCustomer(browser, system), staffOf(browser, system, `klo-${login}`)]);
  await acceptFirst(manager);
});

afterEach(async () => {
  await Promise.all([customer.context().close(), manager.context().close()]);
});

/** The number of messages with this text in the open conversation, according to the server. */
async function stored(text: string): Promise<number> {
  const id = manager.url().split('/').at(-1);
  const { body } = await (await system.staff(`klo-${login}`)).get(`/v1/conversations/${id}/messages`);
  return body.items.filter((item: { text: string }) => item.text === text).length;
}

const inLog = (page: Page, text: string) => page.getByRole('log').getByText(text, { exact: true });

test('a typed text survives a reload, the manager’s and the customer’s', async () => {
  await reply(manager).fill('Начал отвечать');
  await manager.reload();
  await reply(manager).waitFor();
  await poll(() => reply(manager).inputValue()).toBe('Начал отвечать');
  await customer.getByRole('textbox').fill('Начал спрашивать');
  await customer.reload();
  await customer.getByRole('textbox').waitFor();
  await poll(() => customer.getByRole('textbox').inputValue()).toBe('Начал спрашивать');
});

test('written without a connection it waits, also over a reload, and goes out once', async () => {
  await manager.context().setOffline(true);
  await reply(manager).fill('Без связи');
  await reply(manager).press('Enter');
  await manager.getByText('Нет связи, отправится автоматически').waitFor();
  await customer.context().setOffline(true);
  await say(customer, 'Тоже без связи');
  await customer.getByText('Нет связи, отправится автоматически').waitFor();

  await manager.context().setOffline(false);
  await customer.context().setOffline(false);
  await inLog(customer, 'Без связи').waitFor();
  await inLog(manager, 'Тоже без связи').waitFor();
  await manager.getByText('Нет связи, отправится автоматически').waitFor({ state: 'detached' });
  await poll(() => Promise.all([stored('Без связи'), stored('Тоже без связи')])).toEqual([1, 1]);
  await poll(() => inLog(manager, 'Без связи').count()).toBe(1);
  await poll(() => inLog(customer, 'Тоже без связи').count()).toBe(1);
});

test('an answer lost on the way is asked for again with the same id, so the message is one', async () => {
  const ids: string[] = [];
  for (const page of [manager, customer]) {
    let lost = false;
    await page.route('**/v1/conversations/*/messages', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      ids.push(route.request().postDataJSON().clientMessageId);
      if (lost) return route.continue();
      lost = true;
      await route.fetch();
      return route.abort();
    });
  }
  await reply(manager).fill('Ответ потерян');
  await reply(manager).press('Enter');
  await say(customer, 'И этот тоже');
  await inLog(customer, 'Ответ потерян').waitFor();
  await inLog(manager, 'И этот тоже').waitFor();
  await manager.locator('[data-unsent]').waitFor({ state: 'detached' });
  await customer.locator('.pending .message').waitFor({ state: 'detached' });
  await poll(() => Promise.all([stored('Ответ потерян'), stored('И этот тоже')])).toEqual([1, 1]);
  expect(new Set(ids).size).toBe(2);
});

test('the stream brings a message before the answer to its sending comes: it is shown once', async () => {
  const answers = Promise.withResolvers<void>();
  for (const page of [manager, customer]) {
    await page.route('**/v1/conversations/*/messages', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      const response = await route.fetch();
      await answers.promise;
      return route.fulfill({ response });
    });
  }
  await reply(manager).fill('Раньше ответа');
  await reply(manager).press('Enter');
  await say(customer, 'И это раньше');
  await inLog(customer, 'Раньше ответа').waitFor();
  await inLog(manager, 'И это раньше').waitFor();
  await manager.locator('[data-unsent]').waitFor({ state: 'detached' });
  await customer.locator('.pending .message').waitFor({ state: 'detached' });
  await poll(() => inLog(manager, 'Раньше ответа').count()).toBe(1);
  await poll(() => customer.getByText('И это раньше', { exact: true }).count()).toBe(1);
  answers.resolve();
});

test('unread counts are exact after a reconnect', async () => {
  await manager.getByRole('link', { name: /Ждут меня/ }).click();
  await manager.context().setOffline(true);
  for (const text of ['раз', 'два', 'три']) await say(customer, text);
  await inLog(customer, 'три').waitFor();
  await customer.locator('.pending .message').waitFor({ state: 'detached' });
  await manager.context().setOffline(false);
  await manager.getByRole('link', { name: 'Мои , 3 непрочитанных сообщения' }).waitFor();
  await manager.getByRole('link', { name: /^Мои/ }).click();
  await manager.locator('[data-row]').click();
  await inLog(manager, 'три').waitFor();
  await manager.getByRole('link', { name: 'Мои', exact: true }).waitFor();
});

test('what one person has not got out is not said in the name of the next at the same machine', async () => {
  await manager.route('**/v1/conversations/*/messages', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await reply(manager).fill('Написал другой');
  await reply(manager).press('Enter');
  await manager.getByText('Нет связи, отправится автоматически').waitFor();
  await manager.locator('header button[aria-haspopup=menu]').click();
  await manager.getByRole('menuitem', { name: 'Выйти' }).click();
  await manager.unroute('**/v1/conversations/*/messages');
  await manager.locator('input[name=login]').fill('director');
  await manager.locator('input[name=password]').fill(PASSWORD);
  const sent: string[] = [];
  manager.on('request', (request) => void (request.method() === 'POST' && sent.push(request.url())));
  await manager.locator('button[type=submit]').click();
  await manager.getByRole('log').waitFor();
  // Every reason to retry, all at once.
  await manager.context().setOffline(true);
  await manager.context().setOffline(false);
  await manager.waitForResponse((response) => response.url().endsWith('/timeline'));
  expect(sent.filter((url) => url.endsWith('/messages'))).toEqual([]);
  await poll(() => stored('Написал другой')).toBe(0);
});

test('a session that has ended leads to the login form; what was written is kept and goes out once afterwards', async () => {
  // The stream stays open: only sending notices the end of the session.
  await manager.route('**/v1/conversations/*/messages', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"code":"not-logged-in"}' })
      : route.continue(),
  );
  await reply(manager).fill('Вход закончился');
  await reply(manager).press('Enter');
  await manager.getByRole('heading', { name: 'Вход для сотрудников' }).waitFor();
  await manager.unroute('**/v1/conversations/*/messages');
  await manager.locator('input[name=login]').fill(`klo-${login}`);
  await manager.locator('input[name=password]').fill(PASSWORD);
  await manager.locator('button[type=submit]').click();
  await inLog(customer, 'Вход закончился').waitFor();
  await inLog(manager, 'Вход закончился').waitFor();
  await manager.locator('[data-unsent]').waitFor({ state: 'detached' });
  await poll(() => stored('Вход закончился')).toBe(1);
});

test('one draft in two tabs: typed in one it is in both, and Enter in both sends it once', async () => {
  const twin = await manager.context().newPage();
  await twin.goto(manager.url());
  await reply(twin).waitFor();
  await reply(manager).fill('Одно и то же');
  await twin.waitForFunction(
    () => document.querySelector<HTMLTextAreaElement>('[data-reply]')?.value === 'Одно и то же',
  );
  await Promise.all([reply(manager).press('Enter'), reply(twin).press('Enter')]);
  await twin.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('[data-reply]')?.value === '');
  await inLog(manager, 'Одно и то же').waitFor();
  await manager.locator('[data-unsent]').waitFor({ state: 'detached' });
  await twin.locator('[data-unsent]').waitFor({ state: 'detached' });
  await poll(() => stored('Одно и то же')).toBe(1);
  await reply(twin).fill('Уже другое');
  await twin.reload();
  await poll(() => reply(twin).inputValue()).toBe('Уже другое');
});

test('where the stream cannot be held open, the customer page asks again and again', async () => {
  const cut = await waitingCustomer(browser, system);
  await cut.route('**/v1/events', (route) => route.abort());
  await cut.reload();
  await manager.getByRole('link', { name: /Ждут меня/ }).click();
  await acceptFirst(manager);
  await reply(manager).fill('Слышно?');
  await reply(manager).press('Enter');
  await inLog(cut, 'Слышно?').waitFor();
  await cut.context().close();
});

test('a message that is refused says why and goes back into the field', async () => {
  await manager.route('**/v1/conversations/*/messages', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 409, contentType: 'application/problem+json', body: '{"code":"conversation-closed"}' })
      : route.continue(),
  );
  await reply(manager).fill('Поздно');
  await reply(manager).press('Enter');
  await manager.getByText('Не отправлено. Запрос уже закрыт.').waitFor();
  await manager.getByRole('button', { name: 'Вернуть в поле ввода' }).click();
  await poll(() => reply(manager).inputValue()).toBe('Поздно');
});
