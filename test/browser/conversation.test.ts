// Owns the proof that a customer and a manager reach each other, each in a browser of their own.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import {
  acceptFirst,
  complaintsOf,
  customerOf,
  openBrowser,
  reply,
  rows,
  say,
  staffOf,
  waitingCustomer,
} from './guests.ts';
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

// A picture of one pixel, PNG.
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>';

describe('from the greeting to the rating', () => {
  test('CDEK-01 CDEK-04 CDEK-09 CDEK-10 CDEK-21: chosen on a phone, taken at a desk, talked, with a picture', async () => {
    const manager = await staffOf(browser, house, 'klo-1');
    await manager.getByText('Никто не ждёт').waitFor();
    const customer = await customerOf(browser, house);
    await expect(customer.getByText('Вас приветствует чат-бот поддержки клиентов СДЭК').count()).resolves.toBe(1);
    await say(customer, '7707083893');
    await customer.getByRole('button', { name: 'вопрос по заявке/заказу' }).click();
    await customer.getByText('в течение 10 минут с вами свяжется').waitFor();

    await rows(manager).first().waitFor();
    await expect(rows(manager).first().innerText()).resolves.toMatch(/ИНН 7707083893/);
    await expect(rows(manager).first().innerText()).resolves.toMatch(
      /через (?:10 мин|9 мин \d+ с) передадут старшему КЛО и сопровождению · CDEK-13/,
    );
    await rows(manager).first().click();
    await manager.getByText('Переписка откроется после приёма').waitFor();
    await manager.getByRole('button', { name: 'Принять' }).click();
    await reply(manager).waitFor();

    await say(customer, SCRIPT);
    await manager.getByRole('log').getByText(SCRIPT, { exact: true }).waitFor();
    const long = `${'Я'.repeat(19_999)}🙂`;
    await say(customer, long);
    await manager.getByRole('log').getByText(long, { exact: true }).waitFor();
    await reply(manager).fill('Здравствуйте! Проверяю ваш заказ.');
    await reply(manager).press('Enter');
    await customer.getByRole('log').getByText('Здравствуйте! Проверяю ваш заказ.').waitFor();
    await expect(customer.locator('.from-agent .author').innerText()).resolves.toBe('Менеджер');

    await customer
      .locator('input[type=file]')
      .setInputFiles({ name: 'груз.png', mimeType: 'image/png', buffer: picture });
    await manager.getByRole('link', { name: /груз\.png/ }).waitFor();
    await customer.locator('img.picture').waitFor();
    await manager
      .locator('input[type=file]')
      .setInputFiles({ name: 'ответ.png', mimeType: 'image/png', buffer: picture });
    await customer.locator('.from-agent img.picture').waitFor();
    await customer
      .locator('input[type=file]')
      .setInputFiles({ name: 'x.exe', mimeType: 'application/octet-stream', buffer: picture });
    await customer.getByText('Можно прикрепить pdf, docx, xlsx, jpg, png или heic.').waitFor();
    expect([...complaintsOf(manager), ...complaintsOf(customer)]).toEqual([]);
    await Promise.all([customer.context().close(), manager.context().close()]);
  });

  test('CDEK-11 CDEK-12 CDEK-17 CDEK-24: closed with a disposition, rated once, written to again', async () => {
    const customer = await waitingCustomer(browser, house);
    const manager = await staffOf(browser, house, 'klo-2');
    await acceptFirst(manager);
    await manager.getByRole('button', { name: 'Закрыть', exact: true }).click();
    const dialog = manager.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Закрыть', exact: true }).click();
    await dialog.getByText('Выберите подкатегорию.', { exact: true }).waitFor();
    await expect(dialog.getByRole('radio').count()).resolves.toBe(9);
    await dialog.getByLabel('Свой вариант подкатегории запроса').check();
    await dialog.getByText('Выберите подкатегорию.', { exact: true }).waitFor({ state: 'detached' });
    await dialog.getByLabel('Своими словами').fill('   ');
    await dialog.getByRole('button', { name: 'Закрыть', exact: true }).click();
    await dialog.getByText('Напишите подкатегорию своими словами.').waitFor();
    await dialog.getByLabel('Поиск груза').check();
    await dialog.getByRole('button', { name: 'Закрыть', exact: true }).click();
    await manager.getByText('Запрос закрыт, писать в него нельзя').waitFor();

    await customer.getByText('Спасибо, что обратились в чат поддержки!').waitFor();
    await expect(customer.getByRole('group', { name: 'Оценка от 1 до 5' }).getByRole('button').count()).resolves.toBe(
      5,
    );
    await customer.getByRole('button', { name: '5, отлично' }).click();
    await customer.getByText('Спасибо! Ваша оценка: 5 из 5.').waitFor();
    await expect(customer.getByRole('button', { name: '5, отлично' }).count()).resolves.toBe(0);
    await manager.getByText('5 из 5').waitFor();

    await say(customer, 'И ещё вопрос');
    await customer.getByRole('heading', { name: 'Новый запрос' }).waitFor();
    await customer.getByRole('button', { name: 'другое' }).waitFor();
    await expect(customer.getByText('И ещё вопрос', { exact: true }).count()).resolves.toBe(1);
    await customer.reload();
    await customer.getByRole('button', { name: 'другое' }).waitFor();
    await expect(customer.getByText('в течение 10 минут с вами свяжется').count()).resolves.toBe(1);
    expect([...complaintsOf(manager), ...complaintsOf(customer)]).toEqual([]);
    await Promise.all([customer.context().close(), manager.context().close()]);
  });
});

test('CDEK-17 CDEK-24: written to again, the closed request is still rated, and the rating stays in sight', async () => {
  const customer = await waitingCustomer(browser, house);
  const manager = await staffOf(browser, house, 'klo-9');
  await acceptFirst(manager);
  const id = manager.url().split('/').at(-1);
  await manager.getByRole('button', { name: 'Закрыть', exact: true }).click();
  await manager.getByRole('dialog').getByLabel('Поиск груза').check();
  await manager.getByRole('dialog').getByRole('button', { name: 'Закрыть', exact: true }).click();
  await customer.getByRole('button', { name: '4, хорошо' }).waitFor();
  await say(customer, 'Ещё вопрос, до оценки');
  await customer.getByRole('heading', { name: 'Новый запрос' }).waitFor();
  const earlier = customer.getByRole('group', { name: 'Прежний запрос: Оценка от 1 до 5' });
  await earlier.getByRole('button', { name: '4, хорошо' }).waitFor();
  await customer.reload();
  await earlier.getByRole('button', { name: '4, хорошо' }).click();
  await customer.getByText('Спасибо! Ваша оценка: 4 из 5.').waitFor();
  await expect(earlier.count()).resolves.toBe(0);
  const { body } = await (await house.staff('klo-9')).get(`/v1/conversations/${id}`);
  expect(body).toMatchObject({ rating: 4 });
  await customer.reload();
  await customer.getByText('Спасибо! Ваша оценка: 4 из 5.').waitFor();
  expect(complaintsOf(customer)).toEqual([]);
  await Promise.all([customer.context().close(), manager.context().close()]);
});

test('CDEK-09 CDEK-10: of two managers one gets it, the other is told who', async () => {
  const customer = await waitingCustomer(browser, house);
  const managers = await Promise.all(['klo-3', 'klo-4'].map((login) => staffOf(browser, house, login)));
  for (const manager of managers) await rows(manager).first().click();
  const buttons = managers.map((manager) => manager.getByRole('button', { name: 'Принять' }));
  await Promise.all(buttons.map((button) => button.waitFor()));
  await Promise.all(buttons.map((button) => button.click()));

  await Promise.race(managers.map((manager) => reply(manager).waitFor()));
  const won = await Promise.all(managers.map((manager) => reply(manager).count()));
  expect(won.reduce((sum, one) => sum + one, 0)).toBe(1);
  const [winner, loser] = won[0] === 1 ? [0, 1] : [1, 0];
  await managers[loser]
    ?.getByText(`принял(а) klo-${winner + 3}`)
    .first()
    .waitFor();
  await managers[loser]?.waitForURL('**/inbox/waiting');
  await expect(managers[loser]?.getByText('Этот запрос вам больше не виден').count()).resolves.toBe(0);
  await Promise.all([customer, ...managers].map((page) => page.context().close()));
});
