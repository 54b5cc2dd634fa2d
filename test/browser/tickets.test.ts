// Owns the proof of the console of tickets in a real browser: outcomes in one press, the result, the board of the lead.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { fieldsOfInstant } from '../../web/src/console/data/zoned-time.ts';
import { complaintsOf, openBrowser, staffOf } from './guests.ts';
import { after, type House, openHouse } from './house.ts';
import { bookedPackage, cairoDay, closeAll, englishDesk } from './package-forms.ts';

let house: House;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

/** How many lines say so, once one does. */
async function lines(page: Page, text: string): Promise<number> {
  const found = page.getByText(text, { exact: true });
  await found.first().waitFor();
  return found.count();
}

async function followUp(name: string): Promise<{ id: string; assignee: string }> {
  const customer = { name, phone: '01001234567' };
  const staff = await house.staff('cc-1');
  const answer = await staff.post('/v1/programs/filkhedma/tickets', { type: 'outbound-sales-request', customer });
  return answer.body as { id: string; assignee: string };
}

test('FK-07, FK-22: a call is recorded in one press, and closing needs a result', async () => {
  const ticket = await followUp('Heba Adel');
  const agent = await staffOf(browser, house, ticket.assignee, englishDesk);
  await agent.goto(`${house.url}/tickets`);
  const row = agent.getByRole('listitem').filter({ hasText: 'Heba Adel' });
  await row.getByText('To call').waitFor();
  await row.getByRole('button', { name: 'Answered: Heba Adel' }).click();
  await agent.getByText('Recorded: the customer answered.').waitFor();
  await row.getByText('Reached, result missing').waitFor();
  await row.getByRole('button', { name: 'Close: Heba Adel' }).click();
  const dialog = agent.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await dialog.getByText('Choose a result.').waitFor();
  await dialog.getByRole('radio', { name: 'Not interested' }).check();
  await dialog.getByLabel('Note').fill('asks again in spring');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await agent.getByText('The ticket is closed.').waitFor();
  await row.waitFor({ state: 'detached' });
  await agent.goto(`${house.url}/tickets/${ticket.id}`);
  await agent.getByText('asks again in spring').waitFor();
  const { body } = await (await house.staff('cs-1')).get(`/v1/tickets/${ticket.id}`);
  expect(body).toMatchObject({ status: 'closed', result: 'not-interested', calls: [{ outcome: 'answered' }] });
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});

test('FK-08: no answer on a package’s ticket writes SMS 1 to the customer, shown right to left at once', async () => {
  const { id } = await bookedPackage(house, 'cs-1', {
    name: 'Rania Said',
    payment: 'later',
    isPaid: false,
    firstInDays: 1.5,
  });
  const agent = await staffOf(browser, house, 'cs-1', englishDesk);
  await agent.goto(`${house.url}/packages/${id}`);
  await agent.getByText('No SMS has been sent yet.').waitFor();
  await agent.getByRole('button', { name: 'No answer: Rania Said' }).click();
  const sms = agent.locator('blockquote').filter({ hasText: 'نذكركم بدفع باقة التنظيف.' });
  await sms.waitFor();
  await expect(sms.getAttribute('dir')).resolves.toBe('rtl');
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});

test('FK-20: operations set a visit of the day as held', async () => {
  // In a minute: the browser’s day is the one of its own clock, which no test skips.
  const firstInDays = 1 / (24 * 60);
  await bookedPackage(house, 'cc-1', { name: 'Wael Samir', payment: 'card', isPaid: true, firstInDays });
  const ops = await staffOf(browser, house, 'ops-1', englishDesk);
  await ops.waitForURL('**/visits');
  await ops.getByRole('button', { name: /^Set as held: .*Wael Samir/ }).click();
  await ops.getByText('The visit is set as held.').waitFor();
  await ops.getByRole('row').filter({ hasText: 'Wael Samir' }).getByText('Held', { exact: true }).waitFor();
  expect(complaintsOf(ops)).toEqual([]);
  await closeAll(ops);
});

test('FK-19: two visits cancelled on their day: counted, not held, and each ticket says of which', async () => {
  const staff = await house.staff('cs-1');
  const visits = [2, 3].map((minutes) => ({ startsAt: after(house, minutes) }));
  const booked = await staff.post('/v1/programs/filkhedma/service-packages', {
    ...{ customer: { name: 'Hala Magdy', phone: '01001234567' }, visits },
    ...{ priceMinor: 240_000, currency: 'EGP', payment: 'card' },
  });
  const { id, paymentRequests } = booked.body;
  await staff.post(`/v1/sandbox/payment-requests/${paymentRequests[0].id}/pay`);
  for (const visit of booked.body.visits) await staff.post(`/v1/service-packages/${id}/visits/${visit.id}/cancel`);
  const agent = await staffOf(browser, house, 'cs-1', englishDesk);
  await agent.goto(`${house.url}/packages/${id}`);
  await expect(lines(agent, 'Cancelled on its day, counted')).resolves.toBe(2);
  await expect(agent.getByText('Held', { exact: true }).count()).resolves.toBe(0);
  const times = visits.map(({ startsAt }) => fieldsOfInstant(startsAt, 'Africa/Cairo').time);
  const tickets = agent.getByRole('list', { name: 'Tickets' }).getByRole('listitem');
  for (const time of times) {
    await tickets.filter({ hasText: new RegExp(`Visit: .+${time}`) }).waitFor();
    await agent.getByText(new RegExp(`^Ticket opened: .+visit of .+${time}`)).waitFor();
  }
  await agent.goto(`${house.url}/visits`);
  await expect(lines(agent, 'Cancelled on its day, counted')).resolves.toBe(2);
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});

test('FK-23: overdue is red and said; the lead sees it on the board, and what an action on many would do', async () => {
  const [one, other] = [await followUp('Nour Hany'), await followUp('Tamer Lotfy')];
  await house.advance(after(house, 3 * 24 * 60));
  const lead = await staffOf(browser, house, 'cs-lead', englishDesk);
  await lead.waitForURL('**/team');
  await lead.getByText('Tickets pile up').waitFor();
  await lead.getByRole('button', { name: /^Notifications: \d+ new$/ }).click();
  await lead
    .getByRole('link', { name: /^Ticket overdue/ })
    .first()
    .click();
  await lead.waitForURL('**/tickets/*');
  await lead.locator('main').getByText('Overdue', { exact: true }).first().waitFor();
  await lead.getByRole('link', { name: 'Team' }).click();
  await lead.getByRole('checkbox', { name: /Nour Hany/ }).check();
  await lead.getByRole('checkbox', { name: /Tamer Lotfy/ }).check();
  const bar = lead.getByRole('group', { name: 'Actions on the chosen tickets' });
  await bar.getByText('2 tickets chosen').waitFor();
  await bar.getByRole('button', { name: 'Wait' }).click();
  const dialog = lead.getByRole('dialog');
  await dialog.getByLabel('Date').fill(cairoDay(house, 5));
  await dialog.getByText('2 tickets will change.').waitFor();
  await dialog.getByRole('button', { name: 'Wait' }).click();
  await lead.getByText('Changed: 2, left: 0.').waitFor();
  const status = async ({ id }: { id: string }) => (await (await house.staff('cs-1')).get(`/v1/tickets/${id}`)).body;
  expect([await status(one), await status(other)]).toMatchObject([
    { status: 'waiting-on-customer', overdue: false },
    { status: 'waiting-on-customer', overdue: false },
  ]);
  expect(complaintsOf(lead)).toEqual([]);
  await closeAll(lead);
});
