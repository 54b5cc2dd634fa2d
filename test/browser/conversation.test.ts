// A customer and a manager reach each other, each in their own browser.
import { describe, expect, test } from '@jest/globals';
import {
  acceptFirst,
  complaintsOf,
  customerOf,
  reply,
  rows,
  say,
  staffOf,
  twoAccepted,
  waitingCustomer,
} from './guests.ts';
import { listenTo, notesOf, toast } from './heard.ts';
import { browser, system } from './opened.ts';
import { poll } from './poll.ts';

// A picture of one pixel, PNG.
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>';

describe('from the greeting to the rating', () => {
  test('CDEK-01 CDEK-04 CDEK-09 CDEK-10 CDEK-21: chosen on a phone, taken at a desk, talked, with a picture', async () => {
    const manager = await staffOf(browser, system, 'klo-1');
    await manager.getByText('Никто не ждёт').waitFor();
    const customer = await customerOf(browser, system);
    await poll(() => customer.getByText('Вас приветствует чат-бот поддержки клиентов СДЭК').count()).toBe(1);
    await say(customer, '7707083893');
    await customer.getByRole('button', { name: 'вопрос по заявке/заказу' }).click();
    await customer.getByText('в течение 10 минут с вами свяжется').waitFor();

    await rows(manager).first().waitFor();
    await poll(() => rows(manager).first().innerText()).toMatch(/ИНН 7707083893/);
    await poll(() => rows(manager).first().innerText()).toMatch(
      // Shortly before an earlier opening time.
      /через (?:10 мин|\d мин(?: \d+ с)?|\d+ с): (?:увидят также Старший менеджер КЛО и Менеджеры по сопровождению · CDEK-13|к началу работы снова напомнят всем · CDEK-15)/,
    );
    await rows(manager).first().click();
    await manager.getByText('Примите запрос, чтобы увидеть переписку').waitFor();
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
    await poll(() => customer.locator('.from-agent .author').innerText()).toBe('Менеджер');

    await customer
      .locator('input[type=file]')
      .setInputFiles({ name: 'груз.png', mimeType: 'image/png', buffer: picture });
    // A file is sent only after it is confirmed; the text is then its caption.
    await customer.getByRole('list', { name: 'Файлы к отправке' }).getByText('груз.png').waitFor();
    await poll(() => manager.getByRole('link', { name: /груз\.png/ }).count()).toBe(0);
    await say(customer, 'Вот посылка');
    await manager.getByRole('listitem').filter({ hasText: 'Вот посылка' }).getByText('груз.png').waitFor();
    await customer.getByRole('list', { name: 'Файлы к отправке' }).waitFor({ state: 'hidden' });
    await manager.getByRole('link', { name: /груз\.png/ }).waitFor();
    await customer.getByRole('button', { name: 'Увеличить: груз.png' }).click();
    await customer.getByRole('dialog', { name: 'груз.png' }).getByRole('img', { name: 'груз.png' }).waitFor();
    await customer.keyboard.press('Escape');
    await customer.getByRole('dialog').waitFor({ state: 'detached' });
    await manager.getByRole('button', { name: 'Увеличить: груз.png' }).click();
    await manager.getByRole('dialog').getByRole('img', { name: 'груз.png' }).waitFor();
    await manager.getByRole('button', { name: 'Закрыть изображение' }).click();
    await manager
      .locator('input[type=file]')
      .setInputFiles({ name: 'ответ.png', mimeType: 'image/png', buffer: picture });
    await manager.getByRole('list', { name: 'Файлы к ответу' }).getByText('ответ.png').waitFor();
    await manager.getByRole('button', { name: 'Отправить' }).click();
    await customer.locator('.from-agent img.picture').waitFor();
    await customer
      .locator('input[type=file]')
      .setInputFiles({ name: 'x.exe', mimeType: 'application/octet-stream', buffer: picture });
    // A refused file leaves the input with an explanation, from the page or from the server, and makes no bubble.
    const chosen = customer.getByRole('list', { name: 'Файлы к отправке' });
    await chosen.getByText(/^x\.exe – .*Можно прикрепить: pdf, docx, .*txt\.$/).waitFor();
    await customer
      .locator('input[type=file]')
      .setInputFiles({ name: 'акт.pdf', mimeType: 'application/pdf', buffer: picture });
    await say(customer, 'Смотрите акт');
    await chosen.getByText(/^акт\.pdf – .*Можно прикрепить: pdf/).waitFor();
    await poll(() => customer.getByRole('textbox').inputValue()).toBe('Смотрите акт');
    await poll(() =>
      customer
        .locator('.bubble')
        .getByText(/акт\.pdf|x\.exe|Смотрите акт/)
        .count(),
    ).toBe(0);
    expect([...complaintsOf(manager), ...complaintsOf(customer)]).toEqual([]);
    await Promise.all([customer.context().close(), manager.context().close()]);
  });

  test('CDEK-11 CDEK-12 CDEK-17 CDEK-24: closed with a disposition, rated once, written to again', async () => {
    const customer = await waitingCustomer(browser, system);
    const manager = await staffOf(browser, system, 'klo-2');
    await acceptFirst(manager);
    await manager.getByRole('button', { name: 'Закрыть запрос', exact: true }).click();
    const dialog = manager.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Закрыть запрос', exact: true }).click();
    await dialog.getByText('Выберите подкатегорию.', { exact: true }).waitFor();
    await poll(() => dialog.getByRole('radio').count()).toBe(9);
    await dialog.getByLabel('Свой вариант подкатегории запроса').check();
    await dialog.getByText('Выберите подкатегорию.', { exact: true }).waitFor({ state: 'detached' });
    await dialog.getByLabel('Своими словами').fill('   ');
    await dialog.getByRole('button', { name: 'Закрыть запрос', exact: true }).click();
    await dialog.getByText('Укажите подкатегорию своими словами.').waitFor();
    await dialog.getByLabel('Поиск груза').check();
    await dialog.getByRole('button', { name: 'Закрыть запрос', exact: true }).click();
    await manager.getByText('Запрос закрыт. Новое сообщение клиента').waitFor();

    await customer.getByText('Спасибо, что обратились в чат поддержки!').waitFor();
    await poll(() => customer.getByRole('group', { name: 'Оценка от 1 до 5' }).getByRole('button').count()).toBe(5);
    await customer.getByRole('button', { name: '5, отлично' }).click();
    await customer.getByText('Спасибо! Ваша оценка: 5 из 5.').waitFor();
    await poll(() => customer.getByRole('button', { name: '5, отлично' }).count()).toBe(0);
    await manager.getByText('5 из 5').waitFor();

    await say(customer, 'И ещё вопрос');
    await customer.getByRole('heading', { name: 'Новый запрос' }).waitFor();
    await customer.getByRole('button', { name: 'другое' }).waitFor();
    await poll(() => customer.getByText('И ещё вопрос', { exact: true }).count()).toBe(1);
    await customer.reload();
    await customer.getByRole('button', { name: 'другое' }).waitFor();
    await poll(() => customer.getByText('в течение 10 минут с вами свяжется').count()).toBe(1);
    expect([...complaintsOf(manager), ...complaintsOf(customer)]).toEqual([]);
    await Promise.all([customer.context().close(), manager.context().close()]);
  });
});

test('CDEK-17 CDEK-24: written to again, the closed request is still rated, and the rating stays in sight', async () => {
  const customer = await waitingCustomer(browser, system);
  const manager = await staffOf(browser, system, 'klo-9');
  await acceptFirst(manager);
  const id = manager.url().split('/').at(-1);
  await manager.getByRole('button', { name: 'Закрыть запрос', exact: true }).click();
  await manager.getByRole('dialog').getByLabel('Поиск груза').check();
  await manager.getByRole('dialog').getByRole('button', { name: 'Закрыть запрос', exact: true }).click();
  await customer.getByRole('button', { name: '4, хорошо' }).waitFor();
  await say(customer, 'Ещё вопрос, до оценки');
  await customer.getByRole('heading', { name: 'Новый запрос' }).waitFor();
  const earlier = customer.getByRole('group', { name: 'Прежний запрос: Оценка от 1 до 5' });
  await earlier.getByRole('button', { name: '4, хорошо' }).waitFor();
  await customer.reload();
  await earlier.getByRole('button', { name: '4, хорошо' }).click();
  await customer.getByText('Спасибо! Ваша оценка: 4 из 5.').waitFor();
  await poll(() => earlier.count()).toBe(0);
  const { body } = await (await system.staff('klo-9')).get(`/v1/conversations/${id}`);
  expect(body).toMatchObject({ rating: 4 });
  await customer.reload();
  await customer.getByText('Спасибо! Ваша оценка: 4 из 5.').waitFor();
  expect(complaintsOf(customer)).toEqual([]);
  await Promise.all([customer.context().close(), manager.context().close()]);
});

test('CDEK-09 CDEK-10: of two managers one gets it, the other is told who', async () => {
  const customer = await waitingCustomer(browser, system);
  const managers = await Promise.all(['klo-3', 'klo-4'].map((login) => staffOf(browser, system, login)));
  for (const manager of managers) await rows(manager).first().click();
  const buttons = managers.map((manager) => manager.getByRole('button', { name: 'Принять' }));
  const seen = await Promise.all(buttons.map((button) => button.elementHandle()));
  // The button of the second may be gone before a click of Playwright, which waits for it, comes to it.
  await Promise.all(seen.map((button) => button?.evaluate((element) => (element as HTMLElement).click())));

  await Promise.race(managers.map((manager) => reply(manager).waitFor()));
  const won = await Promise.all(managers.map((manager) => reply(manager).count()));
  expect(won.reduce((sum, one) => sum + one, 0)).toBe(1);
  const [winner, loser] = won[0] === 1 ? [0, 1] : [1, 0];
  await managers[loser]
    ?.getByText(new RegExp(`Запрос (?:уже принят: |принят \\()Менеджер КЛО ${winner + 3}`))
    .first()
    .waitFor();
  await managers[loser]?.waitForURL('**/inbox/waiting');
  await poll(() => managers[loser]?.getByText('Этот запрос вам недоступен').count()).toBe(0);
  await Promise.all([customer, ...managers].map((page) => page.context().close()));
});

test('CDEK-16: a customer who waits too long for a reply is red, heard, and leads to the request', async () => {
  const { staff, second } = await twoAccepted(system, 'klo-8');
  const { body } = await staff.get(`/v1/conversations/${second.conversationId}`);
  // The ten minutes are working time. The page is open during the last one.
  const dueAt = Date.parse(body.nextAction.at);
  await system.advance(new Date(dueAt - 60_000).toISOString());
  const manager = await staffOf(browser, system, 'klo-8');
  await listenTo(manager);
  const row = manager.locator(`[data-row="${second.conversationId}"]`);
  await manager.getByRole('link', { name: 'Мои' }).click();
  await row.getByText(/ответственному напомнят об ответе$/).waitFor();
  await poll(() => row.getAttribute('data-overdue')).toBe('false');
  await system.advance(new Date(dueAt).toISOString());
  const sign = row.getByText(/^Слишком долго ждёт ответа/);
  await sign.waitFor();
  await poll(() => sign.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(179, 38, 30)');
  await poll(() => row.getAttribute('data-overdue')).toBe('true');
  await notesOf(manager, 2);
  await toast(manager, 'Клиент слишком долго ждёт вашего ответа: Вопрос по заявке/заказу').first().waitFor();
  await manager.getByRole('button', { name: /^Уведомления/ }).click();
  await manager
    .getByRole('link', { name: /Клиент слишком долго ждёт вашего ответа/ })
    .and(manager.locator(`[href="/inbox/mine/${second.conversationId}"]`))
    .click();
  await manager.getByText(/^Клиент ждёт ответа с .*, ответственному напомнили$/).waitFor();
  await poll(() =>
    manager
      .locator('button', { hasText: 'правило' })
      .filter({ hasText: /правило\s*(?:null)?$/ })
      .count(),
  ).toBe(0);
  expect(complaintsOf(manager)).toEqual([]);
  await manager.context().close();
});
