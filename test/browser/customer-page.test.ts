import { expect, test } from '@jest/globals';
import { complaintsOf, customerOf, desk, phone, rows, say, staffOf, waitingCustomer } from './guests.ts';
import { browser, system } from './opened.ts';
import { poll } from './poll.ts';

test.each([
  ['nowhere', 'This chat does not exist. Check the address.', 'ltr'],
  ['cdek/more', 'This chat does not exist. Check the address.', 'ltr'],
  ['%D1%87%D0%B0%D1%82', 'This chat does not exist. Check the address.', 'ltr'],
  ['filkhedma', 'لا توجد محادثة على هذا العنوان. تأكد من الرابط.', 'rtl'],
  ['vet', 'This chat does not exist. Check the address.', 'ltr'],
])(
  '/chat/%s: there is no such chat, said once in the program’s language, or in English, and not tried again',
  async (program, words, direction) => {
    const context = await browser.newContext({ ...phone, locale: 'fr-FR' });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => void (request.url().includes('/v1/') && asked.push(request.url())));
    await page.goto(`${system.url}/chat/${program}`);
    await page.getByText(words).waitFor();
    await poll(() => page.locator('html').getAttribute('dir')).toBe(direction);
    await poll(() => page.getByText('Пробуем снова').count()).toBe(0);
    await poll(() => page.getByRole('button').count()).toBe(0);
    await page.clock.install();
    await page.clock.fastForward('01:00');
    expect(asked).toHaveLength(1);
    await context.close();
  },
);

test('what has become shorter is no scrolling away: the newest message stays in sight', async () => {
  const page = await waitingCustomer(browser, system, undefined, { ...phone, viewport: { width: 390, height: 400 } });
  const main = page.locator('main');
  const fromEnd = () => main.evaluate((one) => Math.round(one.scrollHeight - one.clientHeight - one.scrollTop));
  await poll(fromEnd).toBe(0);
  // The content shrinks, as when the buttons of a question disappear after a press.
  const greeting = page.getByText('Вас приветствует чат-бот');
  await greeting.evaluate(async (one) => {
    one.style.height = '500px';
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    one.style.height = '';
  });
  await poll(fromEnd).toBe(0);
  await say(page, 'Это накладная.');
  await main.getByText('Это накладная.').waitFor();
  await poll(fromEnd).toBe(0);
  await page.context().close();
});

test('a window that becomes smaller while the page scrolls leaves the newest message in sight', async () => {
  const page = await waitingCustomer(browser, system, undefined, { ...phone, viewport: { width: 390, height: 400 } });
  const main = page.locator('main');
  const fromEnd = () => main.evaluate((one) => Math.round(one.scrollHeight - one.clientHeight - one.scrollTop));
  await poll(fromEnd).toBe(0);
  await page.getByText('Вас приветствует чат-бот').evaluate(async (one) => {
    one.style.height = '500px';
    // After the drawing that scrolls to the end, and before the frame that tells of the scrolling.
    const { port1, port2 } = new MessageChannel();
    const drawn = new Promise((done) => port1.addEventListener('message', done));
    port1.start();
    requestAnimationFrame(() => port2.postMessage(''));
    await drawn;
    document.querySelector('footer')!.style.paddingBottom = '150px';
  });
  await poll(fromEnd).toBe(0);
  await page.context().close();
});

test('CDEK-01: the line is called a connection; out of hours the page says when the centre opens, in its zone', async () => {
  const page = await customerOf(browser, system);
  await page.getByText('Соединение установлено').waitFor();
  await poll(() => page.getByText('На связи').count()).toBe(0);
  await page.route('**/v1/programs/cdek/chat', async (route) => {
    const answer = await route.fetch();
    const closed = { openUntil: null, opensAt: '2031-03-04T06:00:00.000Z' };
    return route.fulfill({ response: answer, json: { ...(await answer.json()), ...closed } });
  });
  await page.reload();
  await page.getByText('Сейчас не работаем. Откроемся: вторник, 4 марта, 09:00 (МСК)').waitFor();
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('CDEK-05: whatever is taken for a contract number is shown to the customer as one', async () => {
  const page = await customerOf(browser, system);
  await say(page, 'ДГ-17/3');
  await page.getByText('Сохранили номер договора: ДГ-17/3').waitFor();
  const talker = await customerOf(browser, system);
  await say(talker, 'Где мой груз? '.repeat(60));
  const kept = await talker.getByText('Сохранили номер договора: Где мой груз?').innerText();
  expect(kept).toMatch(/^Сохранили номер договора: .{40,60}…$/);
  const other = await customerOf(browser, system);
  await say(other, '7707083893');
  await other.getByText('Сохранили ИНН: 7707083893').waitFor();
  await Promise.all([page, talker, other].map((one) => one.context().close()));
});

test('CDEK-05: the number is corrected by the customer and by the manager, and each sees it', async () => {
  const customer = await waitingCustomer(browser, system);
  await customer.getByRole('button', { name: 'Сохранили ИНН: 7707083893. Исправить номер' }).click();
  const question = customer.getByRole('dialog', { name: 'Исправить номер' });
  const field = question.getByLabel('Номер договора или ИНН');
  await field.fill(' ');
  await question.getByRole('button', { name: 'Сохранить номер' }).click();
  await question.getByText('Введите номер.').waitFor();
  await field.fill('ДГ-18');
  await field.press('Enter');
  await question.waitFor({ state: 'detached' });
  await customer.getByRole('button', { name: 'Сохранили номер договора: ДГ-18' }).waitFor();

  const manager = await staffOf(browser, system, 'klo-1');
  await rows(manager).getByText('ДГ-18').first().click();
  await poll(() => manager.getByRole('button', { name: 'Исправить номер' }).count()).toBe(0);
  await manager.getByRole('button', { name: 'Принять' }).click();
  await manager.getByRole('button', { name: 'Исправить номер' }).click();
  const dialog = manager.getByRole('dialog');
  await dialog.getByLabel('Номер договора или ИНН').fill('инн 7707-083-893');
  await dialog.getByRole('button', { name: 'Сохранить номер' }).click();
  await manager.getByText('Номер исправлен: ДГ-18 → 7707083893').waitFor();
  await customer.getByRole('button', { name: 'Сохранили ИНН: 7707083893' }).waitFor();
  expect([complaintsOf(customer), complaintsOf(manager)]).toEqual([[], []]);
  await Promise.all([customer, manager].map((one) => one.context().close()));
});

test('CDEK-05: a request that has begun without a number asks for it in the header, for as long as it has none', async () => {
  const customer = await customerOf(browser, system, desk);
  const give = customer.getByRole('button', { name: 'Указать номер' });
  for (let file = 1; file <= 3; file += 1) {
    expect(await give.count()).toBe(0);
    const buffer = Buffer.from(`Опись вложения ${file}`);
    await customer.locator('input[type=file]').setInputFiles({ name: `${file}.txt`, mimeType: 'text/plain', buffer });
    await customer.getByRole('button', { name: 'Отправить' }).click();
    await customer.locator('.from-customer').getByText(`${file}.txt`).waitFor();
  }
  await customer.getByText('в течение 10 минут').waitFor();
  await give.click();
  const question = customer.getByRole('dialog', { name: 'Указать номер' });
  await question.getByLabel('Номер договора или ИНН').fill('ИНН 500100732259');
  await question.getByRole('button', { name: 'Сохранить номер' }).click();
  await customer.getByRole('button', { name: 'Сохранили ИНН: 500100732259. Исправить номер' }).waitFor();
  await poll(() => give.count()).toBe(0);
  expect(complaintsOf(customer)).toEqual([]);
  await customer.context().close();
});

test('what goes wrong before the chat is open is said in the program’s language, whatever the browser’s', async () => {
  for (const [program, words] of [
    ['cdek', 'Не удаётся открыть чат. Пробуем снова.'],
    ['filkhedma', 'تعذّر فتح المحادثة. نحاول مرة أخرى.'],
    ['pod', 'The chat could not be opened. Trying again.'],
  ] as const) {
    const context = await browser.newContext({ ...phone, locale: 'fr-FR' });
    const page = await context.newPage();
    await page.route('**/v1/**', (route) => route.fulfill({ status: 503, body: '{}' }));
    await page.goto(`${system.url}/chat/${program}`);
    await page.getByText(words).waitFor();
    await context.close();
  }
});

test('the whole page speaks Arabic where its program does, from right to left', async () => {
  const context = await browser.newContext({ ...phone, locale: 'fr-FR' });
  const page = await context.newPage();
  // No program has a chat in Arabic yet, so the page is given one.
  await page.route('**/v1/programs/*/chat', async (route) => {
    const answer = await route.fetch({ url: `${system.url}/v1/programs/cdek/chat` });
    return route.fulfill({ response: answer, json: { ...(await answer.json()), locale: 'ar', title: 'خدمة العملاء' } });
  });
  await page.goto(`${system.url}/chat/cdek`);
  await page.getByRole('textbox', { name: 'رسالتك' }).waitFor();
  await page.getByText('الاتصال قائم').waitFor();
  await page.getByRole('button', { name: /^إرفاق ملف/ }).waitFor();
  await poll(() => page.locator('html').getAttribute('dir')).toBe('rtl');
  await page.locator('input[type=file]').setInputFiles({ name: 'x.exe', mimeType: '', buffer: Buffer.from('x') });
  await page.getByText(/نوع الملف غير مقبول/).waitFor();
  const shown = (await page.locator('.header, .footer').allInnerTexts()).join(' ');
  expect(shown).not.toMatch(/[А-яЁё]/);
  await context.close();
});
