import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { complaintsOf, phone, staffAt, staffOf } from './guests.ts';
import { browser, system } from './opened.ts';
import { bookedPackage, cairoDay, closeAll, englishDesk, fillBooking } from './package-forms.ts';
import { poll } from './poll.ts';

test('FK-01, FK-27: booked by card during the call with the words to say beside, paid in the sandbox, active', async () => {
  const agent = await staffOf(browser, system, 'cc-1', englishDesk);
  await agent.waitForURL('**/booking');
  const copy = agent.getByRole('complementary', { name: 'For the customer' }).getByRole('list');
  await poll(() => copy.getAttribute('dir')).toBe('rtl');
  await poll(() => copy.getByText('راحة بال').count()).toBe(1);
  await fillBooking(agent, { name: 'منى', phone: '01001234567', day: cairoDay(system, 3), payment: 'Card' });
  // The form is still there after a reload.
  await agent.reload();
  await poll(() => agent.getByLabel('Package price').inputValue()).toBe('2,400.50');
  await agent.getByText('4 visits · EGP 2,400.50 · Card').waitFor();
  // Pressed twice at once, booked once.
  await agent.getByRole('button', { name: 'Book package' }).dblclick();
  await agent.waitForURL('**/packages/*');
  await agent.getByRole('heading', { name: 'Booked, not paid. Becomes active once it is paid' }).waitFor();
  await agent.getByRole('link', { name: '0100 123 4567' }).waitFor();
  const link = agent.getByText(/^https:\/\/pay\.sandbox\.invalid\//).first();
  await poll(() => link.getAttribute('dir')).toBe('ltr');
  await agent.getByRole('button', { name: 'Pay now (sandbox)' }).click();
  await agent.getByRole('heading', { name: /^Active until/ }).waitFor();
  await poll(() => agent.getByRole('button', { name: 'Pay now (sandbox)' }).count()).toBe(0);
  const { body } = await (await system.staff('cc-1')).get('/v1/service-packages?program=filkhedma');
  expect(body.items).toMatchObject([{ stage: 'active', priceMinor: 240_050, customer: { phone: '+201001234567' } }]);
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});

// For every screen size and language, the follow-up has the focus and the foot does not cover it.
async function expectFollowUpInView(agent: Page): Promise<void> {
  const followUp = agent.getByRole('alert').getByRole('button');
  const book = agent.locator('button[type=submit]');
  for (const language of ['ar', 'en']) {
    await agent.getByRole('combobox', { name: /اللغة|Language/ }).selectOption(language);
    for (const [width, height] of [
      [390, 844],
      [1280, 720],
      [1280, 800],
    ] as const) {
      await agent.setViewportSize({ width, height });
      await agent.locator('#content').evaluate((content) => content.scrollTo(0, 0));
      await Promise.all([agent.waitForResponse((answer) => answer.status() === 409), book.click()]);
      await followUp.and(agent.locator(':focus')).waitFor();
      const [button, foot] = [await followUp.boundingBox(), await book.locator('xpath=..').boundingBox()];
      expect((button?.y ?? 999) + (button?.height ?? 0)).toBeLessThan(foot?.y ?? 0);
    }
  }
}

test('FK-03, FK-04: not booked: the two offers, and one press opens the follow-up ticket with the same customer', async () => {
  const agent = await staffOf(browser, system, 'cc-2', englishDesk);
  await fillBooking(agent, { name: 'Karim Adel', phone: '01112223344', day: cairoDay(system, 9), payment: 'Later' });
  await agent.getByRole('button', { name: 'Book package' }).click();
  await agent.getByRole('heading', { name: 'Nothing was booked' }).waitFor();
  await agent.getByText('We call back when they are ready to pay.').waitFor();
  await agent.getByText('A single visit instead of a package.').waitFor();
  await expectFollowUpInView(agent);
  await agent.getByRole('button', { name: 'Open a follow-up ticket for Karim Adel' }).click();
  await agent.getByRole('link', { name: 'Open ticket' }).click();
  await agent.getByRole('heading', { name: 'Outbound sales request' }).waitFor();
  await agent.getByRole('heading', { name: 'Karim Adel' }).waitFor();
  await agent.getByRole('link', { name: '0111 222 3344' }).waitFor();
  const { body } = await (await system.staff('cs-1')).get('/v1/tickets?program=filkhedma&type=outbound-sales-request');
  expect(body.items).toMatchObject([{ customer: { name: 'Karim Adel', phone: '+201112223344' } }]);
  await closeAll(agent);
});

test('a package whose customer has no readable name is opened from the list all the same', async () => {
  const { id } = await bookedPackage(system, 'cs-1', { name: 'Blank Once', payment: 'fawry', isPaid: false });
  const agent = await staffOf(browser, system, 'cs-1', englishDesk);
  await agent.route(/\/v1\/service-packages\?/, async (route) => {
    const answer = await route.fetch();
    const list = await answer.json();
    for (const one of list.items) if (one.id === id) one.customer.name = '\u200f ';
    return route.fulfill({ response: answer, json: list });
  });
  await agent.goto(`${system.url}/packages`);
  await agent.getByRole('link', { name: 'No name' }).click();
  await agent.getByRole('heading', { name: 'Blank Once' }).waitFor();
  await closeAll(agent);
});

test('FK-02: what is missing is shown at its field; cash brings the collection form and what the agent says', async () => {
  const agent = await staffOf(browser, system, 'cc-2', englishDesk);
  await agent.getByRole('button', { name: 'Clear form' }).click();
  await agent.getByLabel('Phone').fill('0100');
  await agent.getByRole('radio', { name: 'Cash at home' }).check();
  await agent.getByText('“Accept” will call you before the collection time').waitFor();
  await agent.getByRole('button', { name: 'Book package' }).click();
  for (const sentence of ['Enter the customer’s name.', 'Enter a valid phone number.']) {
    await agent.getByText(sentence).waitFor();
  }
  await agent.getByText('Choose when the cash will be collected.').waitFor();
  await poll(() => agent.getByLabel('Name').evaluate((field) => field === document.activeElement)).toBe(true);
  await closeAll(agent);
});

test('a package is booked with the keyboard alone', async () => {
  const agent = await staffOf(browser, system, 'cc-2', englishDesk);
  const { keyboard } = agent;
  const [year, month, day] = cairoDay(system, 5).split('-');
  await agent.getByRole('button', { name: 'Clear form' }).press('Enter');
  await agent.getByLabel('Name').focus();
  await keyboard.type('Mona Ali');
  await keyboard.press('Tab');
  await keyboard.type('01001234567');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.type(`${month}${day}${year}`);
  // The next visit, a week later, and back.
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.type('1000AM');
  await keyboard.press('Enter');
  await agent.getByLabel('Visit 2: date').waitFor();
  await poll(() => agent.getByLabel('Visit 2: date').inputValue()).toBe(cairoDay(system, 12));
  await agent.getByLabel('Package price').focus();
  await keyboard.type('600');
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await keyboard.press('Control+Enter');
  await agent.waitForURL('**/packages/*');
  await agent.getByRole('heading', { name: 'Mona Ali' }).waitFor();
  await agent.getByText('EGP 600.00').first().waitFor();
  await closeAll(agent);
});

test('FK-18, FK-21: a visit is cancelled knowingly; the package with preview, and a second person approves', async () => {
  const { id } = await bookedPackage(system, 'cs-1', { name: 'Salma Nabil', payment: 'card', isPaid: true });
  const agent = await staffAt(browser, system, `/packages/${id}`, 'cs-1', englishDesk);
  await agent
    .getByRole('button', { name: /^Cancel visit:/ })
    .first()
    .click();
  await agent.getByRole('dialog').getByText('Cancelling is free until', { exact: false }).waitFor();
  await agent.getByRole('dialog').getByRole('button', { name: 'Cancel visit' }).click();
  await agent.getByText('Cancelled. The visit is back on the balance.').waitFor();
  await agent.getByText('1 visit has no date yet.').waitFor();
  await agent.getByRole('button', { name: 'Cancel package' }).click();
  const dialog = agent.getByRole('dialog');
  for (const amount of ['EGP 2,400.00', 'EGP 720.00', 'EGP 1,680.00']) await dialog.getByText(amount).waitFor();
  await dialog.getByRole('button', { name: 'Cancel package' }).click();
  await agent.getByText('Awaiting approval').first().waitFor();

  const finance = await staffOf(browser, system, 'finance-1', englishDesk);
  await finance.waitForURL('**/finance');
  await finance.getByRole('button', { name: 'Approve: Salma Nabil' }).click();
  await finance.getByRole('dialog').getByText('دعاء حسن', { exact: false }).waitFor();
  await finance.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await finance.getByText('No refunds to approve.').waitFor();
  // The agent's page updates without a reload.
  await agent.getByText('Refunded').first().waitFor();
  expect([...complaintsOf(agent), ...complaintsOf(finance)]).toEqual([]);
  await closeAll(agent, finance);
});

test('FK-21: who prepared a refund is told that somebody else approves it', async () => {
  const { id } = await bookedPackage(system, 'cs-2', { name: 'Omar Zaki', payment: 'card', isPaid: true });
  await (await system.staff('cs-2')).post(`/v1/service-packages/${id}/cancellation`);
  const finance = await staffOf(browser, system, 'finance-2', englishDesk);
  await finance.route('**/approve', (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: '{"code":"second-person-required","preparedBy":"finance-2"}',
    }),
  );
  await finance.getByRole('button', { name: 'Approve: Omar Zaki' }).click();
  await finance.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await finance
    .getByRole('dialog')
    .getByText(/^.?وائل نبيل.? prepared this, so someone else must approve it/)
    .waitFor();
  await closeAll(finance);
});

test('FK-02, FK-07: another way to pay brings the collection form; cash at the door pays the package', async () => {
  const { id } = await bookedPackage(system, 'cs-1', { name: 'Hany Fathy', payment: 'fawry', isPaid: false });
  const agent = await staffAt(browser, system, `/packages/${id}`, 'cs-1', englishDesk);
  await agent.getByRole('button', { name: 'Request payment' }).click();
  const dialog = agent.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Cash at home' }).check();
  await dialog.getByLabel('Collection date').fill(cairoDay(system, 1));
  await dialog.getByLabel('Collection time').fill('18:00');
  await dialog.getByRole('button', { name: 'Request payment' }).click();
  await dialog.getByText('Enter where the cash will be collected.').waitFor();
  await dialog.getByLabel('Collection address').fill('شارع فيصل 3');
  await dialog.getByRole('button', { name: 'Request payment' }).click();
  await agent.getByText('“Accept” will call you before the collection time').waitFor();
  await agent.getByText('No longer valid').waitFor();
  await agent.getByRole('button', { name: 'Cash collected' }).click();
  await agent.getByText('Payment recorded. The package is paid.').waitFor();
  const { body } = await (await system.staff('cs-1')).get(`/v1/service-packages/${id}`);
  expect(body).toMatchObject({ paid: true, payment: { method: 'cash' }, collection: { address: 'شارع فيصل 3' } });
  await closeAll(agent);
});

test('money for a cancelled package is on finance’s board until the desk decides', async () => {
  const { id } = await bookedPackage(system, 'cs-1', { name: 'Late Payer', payment: 'card', isPaid: false });
  const staff = await system.staff('cs-1');
  const { body } = await staff.post(`/v1/service-packages/${id}/cancellation`);
  await staff.post(`/v1/sandbox/payment-requests/${body.paymentRequests[0].id}/pay`);
  const finance = await staffOf(browser, system, 'finance-1', englishDesk);
  await finance
    .getByRole('listitem')
    .filter({ hasText: 'Late Payer' })
    .getByText(/^by Customer care/)
    .waitFor();
  const agent = await staffAt(browser, system, `/packages/${id}`, 'cs-1', englishDesk);
  await agent.getByText('It arrived after the package was cancelled.').waitFor();
  await agent.getByRole('button', { name: 'Refund payment' }).click();
  await agent.getByText('To be approved by Finance, but not by the person who prepared it.').waitFor();
  await finance.getByRole('button', { name: 'Approve: Late Payer' }).waitFor();
  await closeAll(finance, agent);
});

test('while it is not known whether it worked, the same key is asked again, and it is said', async () => {
  const { id } = await bookedPackage(system, 'cs-3', { name: 'Dina Fouad', payment: 'fawry', isPaid: false });
  const agent = await staffAt(browser, system, `/packages/${id}`, 'cs-3', englishDesk);
  const keys: (string | undefined)[] = [];
  await agent.route('**/pay', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    const body = '{"code":"outcome-unknown"}';
    return route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      headers: { 'retry-after': '1' },
      body,
    });
  });
  await agent.getByRole('button', { name: 'Pay now (sandbox)' }).click();
  await agent.getByText('No response yet, still trying.', { exact: false }).waitFor();
  await agent.getByRole('heading', { name: /^Active until|Starts on/ }).waitFor();
  expect(keys.length).toBe(2);
  expect(keys[0]).toBe(keys[1]);
  await closeAll(agent);
});

test('Arabic runs from right to left and numbers do not, also on a phone; people of cdek see no packages', async () => {
  const { id } = await bookedPackage(system, 'cc-1', { name: 'ليلى منصور', payment: 'fawry', isPaid: false });
  const agent = await staffAt(browser, system, `/packages/${id}`, 'cc-1', { ...phone, locale: 'ar-EG' });
  await agent.getByRole('heading', { name: 'محجوزة ولم تُدفع بعد، وتُفعَّل عند الدفع' }).waitFor();
  const { dir, lang, width } = await agent.evaluate(() => {
    const { documentElement: page } = document;
    return { dir: page.dir, lang: page.lang, width: page.scrollWidth };
  });
  expect({ dir, lang, width }).toEqual({ dir: 'rtl', lang: 'ar', width: 390 });
  await poll(() => agent.getByRole('link', { name: '0100 123 4567' }).getAttribute('dir')).toBe('ltr');
  await agent.getByText('2,400.00').first().waitFor();
  await agent.goto(`${system.url}/inbox/waiting`);
  await agent.getByRole('heading', { name: 'دورك لا يتيح الوصول إلى هذا القسم' }).waitFor();
  const klo = await staffAt(browser, system, `/packages/${id}`, 'klo-1');
  await klo.getByRole('heading', { name: 'У вашей роли нет доступа к этому разделу' }).waitFor();
  await poll(() => klo.getByRole('navigation').getByText('Пакеты').count()).toBe(0);
  await closeAll(agent, klo);
});

test('the language kept of a person is theirs until they choose another', async () => {
  const page = await (await browser.newContext({ locale: 'en-US' })).newPage();
  const logIn = async () => {
    await page.locator('input[name=login]').fill('ops-1');
    await page.locator('input[name=password]').fill('careline');
    await page.locator('button[type=submit]').click();
  };
  await page.goto(system.url);
  await page.getByRole('heading', { name: 'Staff login' }).waitFor();
  await logIn();
  await page.getByRole('link', { name: 'الزيارات' }).waitFor();
  await page.getByRole('combobox', { name: /اللغة|Language/ }).selectOption('en');
  await page.getByRole('link', { name: 'Visits' }).waitFor();
  await page.reload();
  await page.getByRole('link', { name: 'Visits' }).waitFor();
  await poll(() => page.evaluate(() => document.documentElement.dir)).toBe('ltr');
  await page.context().close();
});
