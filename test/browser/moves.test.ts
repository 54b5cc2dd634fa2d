import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { acceptFirst, complaintsOf, desk, phone, reply, rows, staffAt, staffOf } from './guests.ts';
import { browser, system } from './opened.ts';
import { poll } from './poll.ts';
import { quiet } from './quiet.ts';

const closeAll = (...pages: Page[]) => Promise.all(pages.map((page) => page.context().close()));

test('CDEK-20: assigned by picking from the list of people, by keyboard alone', async () => {
  const waiting = await system.waitingCustomer('order');
  const director = await staffAt(browser, system, `/inbox/waiting/${waiting.conversationId}`, 'director');
  await director.getByRole('button', { name: 'Назначить' }).click();
  const dialog = director.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Назначить' }).click();
  await dialog.getByText('Выберите сотрудника.').waitFor();
  const field = dialog.getByRole('combobox', { name: 'Сотрудник' });
  await field.click();
  await director.getByRole('dialog').getByRole('option', { name: 'Менеджер КЛО 1 ·' }).waitFor();
  const names = (await director.getByRole('dialog').getByRole('option').allInnerTexts()).map(
    (text) => text.split(' · ')[0],
  );
  const [first, ...others] = [1, 2, 3].map((number) => `Менеджер КЛО ${number}`);
  expect(names.slice(names.indexOf(`${first}`), names.indexOf(`${first}`) + 3)).toEqual([first, ...others]);
  expect(names).not.toContain('Администратор');
  await field.fill('klo-10');
  await poll(() => director.getByRole('dialog').getByRole('option').count()).toBe(1);
  await director.keyboard.press('ArrowDown');
  await director.keyboard.press('Enter');
  await poll(() => field.inputValue()).toMatch(/^Менеджер КЛО 10 · /);
  await dialog.getByText('Выберите сотрудника.').waitFor({ state: 'detached' });
  await director.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Назначить' }).press('Enter');
  await director.getByText('Запрос назначен: Менеджер КЛО 10.').waitFor();
  const { body } = await (await system.staff('director')).get(`/v1/conversations/${waiting.conversationId}`);
  expect(body).toMatchObject({ stage: 'assigned', assignee: 'klo-10' });
  expect(complaintsOf(director)).toEqual([]);
  await closeAll(director);
});

test('a refusal is shown in the dialog, at its field, and nothing typed is lost', async () => {
  const waiting = await system.waitingCustomer('order');
  const director = await staffAt(browser, system, `/inbox/waiting/${waiting.conversationId}`, 'director');
  await director.route('**/assign', (route) =>
    route.fulfill({ status: 422, contentType: 'application/problem+json', body: '{"code":"person-unknown"}' }),
  );
  await director.getByRole('button', { name: 'Назначить' }).click();
  const dialog = director.getByRole('dialog');
  const field = dialog.getByRole('combobox', { name: 'Сотрудник' });
  await field.fill('klo-4');
  await director.getByRole('dialog').getByRole('option').first().click();
  await dialog.getByRole('button', { name: 'Назначить' }).click();
  await dialog.getByText('Такого сотрудника в этой программе нет.').waitFor();
  await poll(() => field.getAttribute('aria-invalid')).toBe('true');
  await poll(() => director.getByText('Такого сотрудника в этой программе нет.').count()).toBe(1);
  await closeAll(director);
});

test('CDEK-09: opening a request reads what the bell says of it, on every screen and after a reload', async () => {
  const [first] = [await system.waitingCustomer('account'), await system.waitingCustomer('account')];
  const one = await staffOf(browser, system, 'support-2');
  const other = await staffOf(browser, system, 'support-2');
  const bell = (page: Page, count: number) =>
    page.getByRole('button', { name: count === 0 ? 'Уведомления' : `Уведомления: ${count} новы`, exact: count === 0 });
  const before = await (await system.staff('support-2')).get('/v1/notifications?unread=true');
  const unread: number = before.body.unread;
  expect(unread).toBeGreaterThan(1);
  await Promise.all(
    [one, other].map((page) => page.getByRole('button', { name: `Уведомления: ${unread} нов` }).waitFor()),
  );
  await one.goto(`${system.url}/inbox/waiting/${first?.conversationId}`);
  for (const page of [one, other]) await page.getByRole('button', { name: `Уведомления: ${unread - 1} нов` }).waitFor();
  await poll(() => other.locator('[role=alert]').count()).toBe(0);
  await one.reload();
  await one.getByRole('button', { name: `Уведомления: ${unread - 1} нов` }).waitFor();
  await poll(() => bell(one, unread).count()).toBe(0);
  await closeAll(one, other);
});

test('CDEK-20: what another takes while one looks at it is left for the list, with a word, and not asked for again', async () => {
  const waiting = await system.waitingCustomer('account');
  const manager = await staffAt(browser, system, `/inbox/waiting/${waiting.conversationId}`, 'support-1');
  await manager.getByRole('button', { name: 'Принять' }).waitFor();
  await quiet(manager);
  const refused: string[] = [];
  manager.on('response', (answer) => void (answer.status() >= 400 && refused.push(answer.url())));
  await (await system.staff('support-2')).post(`/v1/conversations/${waiting.conversationId}/accept`);
  await manager.waitForURL('**/inbox/waiting');
  await manager.getByText('Этот запрос вас больше не ждёт: его приняли или передали.').waitFor();
  expect(refused).toEqual([]);
  expect(complaintsOf(manager)).toEqual([]);
  await closeAll(manager);
});

test('all is all: every stage at once, without asking', async () => {
  await system.waitingCustomer('account');
  const director = await staffAt(browser, system, '/inbox/all', 'director');
  await rows(director).getByText('В работе', { exact: true }).first().waitFor();
  await poll(async () => (await rows(director).allInnerTexts()).some((text) => !/В работе|Закрыт/.test(text))).toBe(
    true,
  );
  await closeAll(director);
});

test('the buttons of a long dialog are in sight at 1280 × 800', async () => {
  await system.waitingCustomer('account');
  const manager = await staffOf(browser, system, 'support-1', desk);
  await acceptFirst(manager);
  await manager.getByRole('button', { name: 'Закрыть запрос', exact: true }).click();
  const dialog = manager.getByRole('dialog');
  await dialog.getByLabel('Свой вариант подкатегории запроса').check();
  await dialog.getByLabel('Своими словами').waitFor();
  const box = await dialog.getByRole('button', { name: 'Закрыть запрос', exact: true }).boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(800);
  await closeAll(manager);
});

test('on a phone the header has two rows at most, and a note does not cover the reply', async () => {
  await system.waitingCustomer('account');
  const manager = await staffOf(browser, system, 'support-2', phone);
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

describe('a request is let go with a reply that was not sent', () => {
  const acceptedBy = async (login: string) => {
    const customer = await system.waitingCustomer('order');
    await (await system.staff(login)).post(`/v1/conversations/${customer.conversationId}/accept`);
    return customer;
  };
  const unsent = (page: Page) => page.getByRole('dialog', { name: 'Ответ не отправлен' });

  test('closing asks: back to the reply, or on without it; without one nothing is asked', async () => {
    const { conversationId } = await acceptedBy('klo-11');
    const manager = await staffAt(browser, system, `/inbox/mine/${conversationId}`, 'klo-11');
    const close = manager.getByRole('button', { name: 'Закрыть запрос', exact: true }).first();
    await reply(manager).fill('Посылка уже в пути');
    await close.click();
    await unsent(manager).getByText('Посылка уже в пути').waitFor();
    await unsent(manager).getByRole('button', { name: 'Вернуться к ответу' }).click();
    await manager.waitForFunction(() => document.activeElement?.hasAttribute('data-reply'));
    await reply(manager).press('Enter');
    await manager.getByRole('log').getByText('Посылка уже в пути').waitFor();
    await close.click();
    await manager.getByRole('dialog', { name: 'Закрыть запрос' }).getByLabel('Поиск груза').waitFor();
    await manager.keyboard.press('Escape');
    await manager.getByRole('dialog').waitFor({ state: 'detached' });

    const file = { name: 'акт.txt', mimeType: 'text/plain', buffer: Buffer.from('Акт') };
    await manager.locator('input[type=file]').setInputFiles(file);
    await reply(manager).press('Escape');
    await manager.keyboard.press('c');
    await unsent(manager).getByText('акт.txt').waitFor();
    await unsent(manager).getByRole('button', { name: 'Продолжить без отправки' }).click();
    await manager.getByRole('dialog', { name: 'Закрыть запрос' }).getByLabel('Поиск груза').check();
    await manager.getByRole('dialog').getByRole('button', { name: 'Закрыть запрос', exact: true }).click();
    await manager.getByText('Запрос закрыт. Новое сообщение клиента').waitFor();
    expect(complaintsOf(manager)).toEqual([]);
    await closeAll(manager);
  });

  test.each(['Передать', 'Вернуть в очередь', 'Назначить'])('so does «%s»', async (move) => {
    const { conversationId } = await acceptedBy('director');
    const director = await staffAt(browser, system, `/inbox/mine/${conversationId}`, 'director');
    await reply(director).fill('Ещё не всё');
    await director.getByRole('button', { name: move }).click();
    await unsent(director).getByText('Ещё не всё').waitFor();
    await closeAll(director);
  });
});
