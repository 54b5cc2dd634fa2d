// The console needs no explanation: people by name, spoken numbers and dates, rules in words, newest first; pasted or
// differently spelled input is understood.
import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { complaintsOf, desk, phone, staffAt, staffOf } from './guests.ts';
import { after } from './system.ts';
import { browser, system } from './opened.ts';
import { bookedPackage, cairoDay, closeAll, englishDesk, fillBooking } from './package-forms.ts';
import { poll } from './poll.ts';

const arabicDesk = { ...desk, locale: 'ar-EG' };

let paid: { id: string };
let cancelled: { id: string };

beforeAll(async () => {
  paid = await bookedPackage(system, 'cc-1', { name: 'مُنى كامل', payment: 'card', isPaid: true });
  await system.advance(after(system, 1));
  cancelled = await bookedPackage(system, 'cc-2', {
    name: 'Hany Fathy',
    address: 'Maadi, street 9',
    payment: 'card',
    isPaid: true,
  });
  await (await system.staff('cs-1')).post(`/v1/service-packages/${cancelled.id}/cancellation`);
});

/** The page of a package, with its timeline drawn and its people named. */
async function openPackage(page: Page, { id }: { id: string }, person: string): Promise<string> {
  await page.goto(`${system.url}/packages/${id}`);
  await page.locator('main ol').getByText(person, { exact: false }).first().waitFor();
  return page.locator('main').innerText();
}

test('people are called by name wherever they have done something', async () => {
  const agent = await staffOf(browser, system, 'cs-lead', englishDesk);
  const text = await openPackage(agent, cancelled, 'كريم عادل');
  expect(text).toContain('دعاء حسن');
  expect(text).not.toMatch(/\bc[cs]-\d\b/);
  await agent.goto(`${system.url}/team`);
  await agent.getByRole('heading', { name: 'Open tickets by person' }).waitFor();
  await poll(() => agent.locator('main').innerText()).not.toMatch(/\bcs-\d\b/);
  await closeAll(agent);
});

test('a phone number is written as people say it and called in full', async () => {
  const agent = await staffAt(browser, system, '/packages', 'cc-1', arabicDesk);
  const link = agent.getByRole('link', { name: '0100 123 4567' }).first();
  await link.waitFor();
  await poll(() => link.getAttribute('href')).toBe('tel:+201001234567');
  await closeAll(agent);
});

test.each([
  ['ar-EG', 'الخميس 4 ديسمبر 2031، 14:05، توقيت القاهرة'],
  ['en-US', 'Thursday, December 4, 2031, 14:05, Cairo time'],
  ['ru-RU', 'четверг, 4 декабря 2031 г., 14:05, по Каиру'],
])('a date is written out beside its field: %s', async (locale, written) => {
  const agent = await staffAt(browser, system, `/packages/${paid.id}`, 'cc-1', { ...desk, locale });
  await agent.locator('[data-status=planned] button').first().click();
  const dialog = agent.getByRole('dialog');
  await dialog.locator('input[type=date]').fill('2031-12-04');
  await dialog.locator('input[type=time]').fill('14:05');
  await dialog.getByText(written, { exact: true }).waitFor();
  // A Russian date ends with a full stop of its own.
  await poll(() => dialog.innerText()).not.toMatch(/\.\./);
  const described = await dialog.locator('input[type=date]').getAttribute('aria-describedby');
  await poll(() => agent.locator(`[id="${described?.split(' ').at(-1)}"]`).innerText()).toBe(written);
  await closeAll(agent);
});

/** The explanation of the focused rule. */
const described = (page: Page) =>
  page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-describedby');
    return typeof id === 'string' ? (document.querySelector(`[id="${id}"]`)?.textContent ?? null) : null;
  });

test.each([
  ['ar-EG', 'انتهى الشهر وبقيت زيارات: اتصل بالعميل لتحديد مواعيدها خلال أسبوعين.'],
  ['en-US', 'The month is over and visits are left: call the customer to plan them within two weeks.'],
  ['ru-RU', 'Месяц прошёл, визиты остались: позвонить клиенту и назначить их на две недели вперёд.'],
])('a rule says what it is when it is focused or pointed at: %s', async (locale, words) => {
  const agent = await staffAt(browser, system, `/packages/${paid.id}`, 'cc-1', { ...desk, locale });
  const rule = agent.getByRole('button', { name: /FK-15/ }).first();
  const shown = agent.getByRole('tooltip').filter({ hasText: words });
  await rule.focus();
  await agent.keyboard.press('Tab');
  await agent.keyboard.press('Shift+Tab');
  await shown.waitFor();
  await poll(() => described(agent)).toBe(words);
  await agent.keyboard.press('Escape');
  await shown.waitFor({ state: 'detached' });
  await rule.blur();
  await rule.hover();
  await shown.waitFor();
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});

test('a rule says what it is when it is tapped', async () => {
  const agent = await staffAt(browser, system, `/packages/${paid.id}`, 'cc-1', { ...phone, locale: 'en-US' });
  await agent.getByRole('button', { name: /FK-15/ }).first().tap();
  await agent.getByRole('tooltip').filter({ hasText: 'The month is over and visits are left' }).waitFor();
  await closeAll(agent);
});

test.each(['ar-EG', 'en-US'])('on a phone the section that one is in is in sight: %s', async (locale) => {
  const lead = await staffOf(browser, system, 'cs-lead', { ...phone, locale });
  const isInSight = () =>
    lead.locator('header nav [aria-current=page]').evaluate((link) => {
      const { left, right } = link.getBoundingClientRect();
      return left >= 0 && right <= innerWidth;
    });
  for (const path of ['visits', 'team', `packages/${paid.id}`]) {
    await lead.goto(`${system.url}/${path}`);
    await poll(isInSight).toBe(true);
  }
  await closeAll(lead);
});

test('the newest comes first: packages, and what happened to one; a cancelled one is valid no more', async () => {
  const agent = await staffAt(browser, system, '/packages', 'cc-1', englishDesk);
  await agent.locator('tbody tr').first().waitFor();
  await poll(() => agent.locator('tbody tr').first().getByText('Hany Fathy').count()).toBe(1);
  await openPackage(agent, cancelled, 'كريم عادل');
  const isWithin = (one: Element) =>
    one.getBoundingClientRect().right <= (one.closest('dl')?.getBoundingClientRect().right ?? 0);
  expect(await agent.getByRole('button', { name: 'Change address' }).evaluate(isWithin)).toBe(true);
  const past = await agent.locator('main ol').filter({ hasText: 'booked the package' }).locator('li').allInnerTexts();
  expect(past.at(-1)).toMatch('booked the package');
  expect(past.findIndex((text) => /Package cancelled/.test(text))).toBeLessThan(past.length - 2);
  await poll(() => agent.getByText('Valid until').count()).toBe(0);
  await poll(() => agent.getByText('Grace period until').count()).toBe(0);
  await agent.goto(`${system.url}/packages/${paid.id}`);
  await agent.getByText('Valid until').waitFor();
  await closeAll(agent);
});

test('a name is found however it is spelled, among packages and among tickets', async () => {
  const customer = { name: 'فاطمة الزهراء', phone: '01112223344' };
  await (
    await system.staff('cc-1')
  ).post('/v1/programs/filkhedma/tickets', { type: 'outbound-sales-request', customer });
  const agent = await staffAt(browser, system, '/packages', 'cs-lead', arabicDesk);
  const search = agent.getByRole('searchbox');
  await agent.locator('tbody tr').filter({ hasText: 'Hany' }).waitFor();
  await search.fill('مني');
  await agent.locator('tbody tr').filter({ hasText: 'Hany' }).waitFor({ state: 'detached' });
  await agent.locator('tbody tr').filter({ hasText: 'كامل' }).waitFor();
  await agent.goto(`${system.url}/tickets`);
  await agent.locator('main [aria-pressed=false]').last().click();
  await search.fill('فاطمه');
  await agent.getByText('فاطمة الزهراء').first().waitFor();
  await search.fill('0111 222');
  await agent.getByText('فاطمة الزهراء').first().waitFor();
  await search.fill('فاطمه س');
  await agent.getByText('لا توجد تذاكر مفتوحة مطابقة.').waitFor();
  await closeAll(agent);
});

test('a number pasted with a tab, narrow blanks and marks of direction is booked', async () => {
  const agent = await staffOf(browser, system, 'cc-1', englishDesk);
  const pasted = '\u202A0100\u202F123\u00A09876\u202C\t';
  await fillBooking(agent, { name: 'Pasted Number', phone: pasted, day: cairoDay(system, 3), payment: 'Card' });
  await agent.getByText('Read it back: 0100 123 9876').waitFor();
  await agent.getByRole('button', { name: 'Book package' }).click();
  await agent.getByRole('link', { name: '0100 123 9876' }).waitFor();
  const { body } = await (await system.staff('cc-1')).get('/v1/service-packages?search=9876');
  expect(body.items).toMatchObject([{ customer: { name: 'Pasted Number', phone: '+201001239876' } }]);
  await closeAll(agent);
});

test.each(['en-US', 'ru-RU', 'ar-EG'])('on a phone a long word of a list is read whole: %s', async (locale) => {
  const soon = { name: 'Ehab Gone', payment: 'card', isPaid: true, firstInDays: 1 / 24 } as const;
  const { id } = await bookedPackage(system, 'cc-1', soon);
  await (await system.staff('cc-1')).post(`/v1/service-packages/${id}/cancellation`);
  const ops = await staffAt(browser, system, '/visits', 'ops-1', { ...phone, locale });
  const cells = ops.locator('main tr').filter({ hasText: 'Ehab Gone' }).first().locator('td');
  await cells.last().waitFor();
  const isWhole = () => cells.last().evaluate((one) => one.scrollWidth <= one.clientWidth);
  await poll(isWhole).toBe(true);
  await closeAll(ops);
});
