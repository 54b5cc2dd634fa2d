import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fieldsOfInstant } from '../../web/src/console/data/zoned-time.ts';
import { complaintsOf, staffAt, staffOf } from './guests.ts';
import { after } from './system.ts';
import { browser, system } from './opened.ts';
import { bookedPackage, cairoDay, closeAll, englishDesk } from './package-forms.ts';
import { poll } from './poll.ts';

/** The number of lines with this text, once there is one. */
async function lines(page: Page, text: string): Promise<number> {
  const found = page.getByText(text, { exact: true });
  await found.first().waitFor();
  return found.count();
}

async function followUp(name: string): Promise<{ id: string; assignee: string }> {
  const customer = { name, phone: '01001234567' };
  const staff = await system.staff('cc-1');
  const answer = await staff.post('/v1/programs/filkhedma/tickets', { type: 'outbound-sales-request', customer });
  return answer.body as { id: string; assignee: string };
}

test('FK-07, FK-22: a call is recorded in one press, and closing needs a result', async () => {
  const ticket = await followUp('Heba Adel');
  const agent = await staffAt(browser, system, '/tickets', ticket.assignee, englishDesk);
  const row = agent.getByRole('listitem').filter({ hasText: 'Heba Adel' });
  await row.getByText('To call').waitFor();
  await row.getByRole('button', { name: 'Answered: Heba Adel' }).click();
  await agent.getByText('Recorded: the customer answered.').waitFor();
  await row.getByText('Reached, result missing').waitFor();
  await row.getByRole('button', { name: 'Close ticket: Heba Adel' }).click();
  const dialog = agent.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Close ticket' }).click();
  await dialog.getByText('Choose a result.').waitFor();
  await dialog.getByRole('radio', { name: 'Not interested' }).check();
  await dialog.getByLabel('Note').fill('asks again in spring');
  await dialog.getByRole('button', { name: 'Close ticket' }).click();
  await agent.getByText('Ticket closed.').waitFor();
  await row.waitFor({ state: 'detached' });
  await agent.goto(`${system.url}/cases/ticket/${ticket.id}`);
  await agent.getByText('asks again in spring').waitFor();
  const { body } = await (await system.staff('cs-1')).get(`/v1/tickets/${ticket.id}`);
  expect(body).toMatchObject({ status: 'closed', result: 'not-interested', calls: [{ outcome: 'answered' }] });
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});

test('FK-08: no answer on a package’s ticket writes SMS 1 to the customer, shown right to left at once', async () => {
  const { id } = await bookedPackage(system, 'cs-1', {
    name: 'Rania Said',
    payment: 'later',
    isPaid: false,
    firstInDays: 1.5,
  });
  const agent = await staffAt(browser, system, `/packages/${id}`, 'cs-1', englishDesk);
  await agent.getByText('No SMS has been sent yet.').waitFor();
  await agent.getByRole('button', { name: 'No answer: Rania Said' }).click();
  const sms = agent.locator('blockquote').filter({ hasText: 'نذكركم بدفع باقة التنظيف.' });
  await sms.waitFor();
  await poll(() => sms.getAttribute('dir')).toBe('rtl');
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});

test('FK-20: the day list says where, whose and whether paid; operations set a visit as held', async () => {
  const soon = { firstInDays: 1 / 24 };
  await bookedPackage(system, 'cc-1', { name: 'Wael Samir', payment: 'card', isPaid: true, ...soon });
  await bookedPackage(system, 'cc-1', {
    name: 'Aida Later',
    payment: 'later',
    isPaid: false,
    ...soon,
    address: 'Zamalek',
  });
  const gone = await bookedPackage(system, 'cc-1', { name: 'Ehab Gone', payment: 'later', isPaid: false, ...soon });
  await (await system.staff('cc-1')).post(`/v1/service-packages/${gone.id}/cancellation`);
  const ops = await staffOf(browser, system, 'ops-1', englishDesk);
  await ops.waitForURL('**/visits');
  const going = ops.getByRole('region', { name: 'Visits by day' });
  const wael = going.getByRole('row').filter({ hasText: 'Wael Samir' });
  await wael.getByText('No address yet').waitFor();
  await wael.getByText('Paid', { exact: true }).waitFor();
  await wael.getByRole('link', { name: '0100 123 4567' }).waitFor();
  const aida = going.getByRole('row').filter({ hasText: 'Aida Later' });
  await aida.getByText('Zamalek').waitFor();
  await aida.getByText('Not paid', { exact: true }).waitFor();
  await poll(() => aida.getByRole('button').count()).toBe(0);
  const off = ops.getByRole('region', { name: 'Visits of cancelled packages' }).getByRole('row');
  await off.filter({ hasText: 'Ehab Gone' }).waitFor();
  await poll(() => going.getByText('Ehab Gone').count()).toBe(0);
  await poll(() => off.getByText('No address yet').count()).toBe(0);
  await ops.getByRole('button', { name: /^Mark as completed: .*Wael Samir/ }).click();
  await ops.getByText('Visit marked as completed.').waitFor();
  await ops.getByRole('row').filter({ hasText: 'Wael Samir' }).getByText('Completed', { exact: true }).waitFor();
  // A visit that was held needs no address any more. A future day offers nothing to record.
  await poll(() => wael.getByText('No address yet').count()).toBe(0);
  await ops.getByLabel('Day', { exact: true }).fill(cairoDay(system, 3));
  await wael.getByText('No address yet').waitFor();
  await poll(() => going.getByRole('button').count()).toBe(0);
  expect(complaintsOf(ops)).toEqual([]);
  await closeAll(ops);
});

test('FK-19: two visits cancelled on their day: counted, not held, and each ticket names its visit', async () => {
  const staff = await system.staff('cs-1');
  const visits = [1, 2].map((minutes) => ({ startsAt: after(system, 60 + minutes) }));
  const booked = await staff.post('/v1/programs/filkhedma/service-packages', {
    ...{ customer: { name: 'Hala Magdy', phone: '01001234567' }, visits },
    ...{ priceMinor: 240_000, currency: 'EGP', payment: 'card' },
  });
  const { id, paymentRequests } = booked.body;
  await staff.post(`/v1/sandbox/payment-requests/${paymentRequests[0].id}/pay`);
  for (const visit of booked.body.visits) await staff.post(`/v1/service-packages/${id}/visits/${visit.id}/cancel`);
  const agent = await staffAt(browser, system, `/packages/${id}`, 'cs-1', englishDesk);
  await poll(() => lines(agent, 'Cancelled on the day, counted')).toBe(2);
  await poll(() => agent.getByText('Completed', { exact: true }).count()).toBe(0);
  const times = visits.map(({ startsAt }) => fieldsOfInstant(startsAt, 'Africa/Cairo').time);
  const tickets = agent.getByRole('list', { name: 'Tickets' }).getByRole('listitem');
  for (const time of times) {
    await tickets.filter({ hasText: new RegExp(`Visit: .+${time}`) }).waitFor();
    await agent.getByText(new RegExp(`^Ticket opened: .+visit on .+${time}`)).waitFor();
  }
  await agent.goto(`${system.url}/visits`);
  await poll(() => lines(agent, 'Cancelled on the day, counted')).toBe(2);
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});

test('FK-07: on the ticket’s page the call is noted, the customer is asked to pay, and the money closes the ticket', async () => {
  const wanted = { name: 'Dina Farid', payment: 'later', isPaid: false, firstInDays: 1.5 } as const;
  const { id: caseId } = await bookedPackage(system, 'cs-1', wanted);
  const staff = await system.staff('cs-1');
  const [ticket] = (await staff.get(`/v1/tickets?caseId=${caseId}`)).body.items;
  const agent = await staffAt(browser, system, `/tickets/${ticket.id}`, 'cs-1', englishDesk);
  await agent.getByLabel('Call note').fill('wants the link again');
  await agent.getByRole('button', { name: 'Answered' }).click();
  await agent.getByText('Recorded: the customer answered.').waitFor();
  await agent.locator('blockquote').filter({ hasText: 'wants the link again' }).waitFor();
  await agent.getByText('If the customer does not want the package, cancel it here.').waitFor();
  // FK-11: while it can be paid, the only end on offer is its cancellation.
  await agent.getByRole('button', { name: 'Cancel package' }).waitFor();
  await poll(() => agent.getByRole('button', { name: 'Close ticket' }).count()).toBe(0);
  await agent.getByRole('button', { name: 'Request payment' }).click();
  const dialog = agent.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Card' }).check();
  await dialog.getByRole('button', { name: 'Request payment' }).click();
  await dialog.waitFor({ state: 'detached' });
  await agent.getByRole('button', { name: 'Copy' }).waitFor();
  await agent.getByRole('button', { name: 'Pay now (sandbox)' }).click();
  const chips = agent.locator('main header');
  await chips.getByText('Closed', { exact: true }).waitFor();
  await chips.getByText('Paid', { exact: true }).waitFor();
  expect(new URL(agent.url()).pathname).toBe(`/tickets/${ticket.id}`);
  const { body } = await staff.get(`/v1/service-packages/${caseId}/timeline`);
  expect(body.past).toContainEqual(expect.objectContaining({ what: 'call-recorded', note: 'wants the link again' }));
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});

test('FK-23: overdue is red and said; the lead sees it on the board, and what an action on many would do', async () => {
  const [one, other] = [await followUp('Nour Hany'), await followUp('Tamer Lotfy')];
  await bookedPackage(system, 'cc-1', { name: 'Laila Past', payment: 'card', isPaid: true, firstInDays: 1 });
  await system.advance(after(system, 3 * 24 * 60));
  await bookedPackage(system, 'cc-1', { name: 'Magda Chase', payment: 'later', isPaid: false, firstInDays: 1.5 });
  const lead = await staffOf(browser, system, 'cs-lead', englishDesk);
  await lead.waitForURL('**/team');
  await lead.getByText('Tickets are piling up').first().waitFor();
  await lead.getByRole('button', { name: /^Notifications: \d+ new$/ }).click();
  await lead
    .getByRole('link', { name: /^Ticket overdue/ })
    .first()
    .click();
  await lead.waitForURL('**/tickets/*');
  await lead.locator('main').getByText('Overdue', { exact: true }).first().waitFor();
  await lead.getByRole('link', { name: 'Team' }).click();
  await lead.getByRole('checkbox', { name: /Magda Chase/ }).check();
  const bar = lead.getByRole('group', { name: 'Actions on the selected tickets' });
  const dialog = lead.getByRole('dialog');
  await bar.getByText('1 ticket selected').waitFor();
  // FK-11: the ticket of an open chase cannot be closed, alone or with others.
  await poll(() => bar.getByRole('button', { name: 'Close tickets' }).count()).toBe(0);
  await lead.getByRole('checkbox', { name: /Nour Hany/ }).check();
  await bar.getByRole('button', { name: 'Close tickets' }).click();
  await dialog.getByRole('radio', { name: 'Other' }).check();
  await dialog.getByText('1 ticket will change.').waitFor();
  await dialog.getByText(/Magda Chase.*neither paid nor cancelled/).waitFor();
  await lead.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await lead.getByRole('checkbox', { name: /Magda Chase/ }).uncheck();
  await lead.getByRole('checkbox', { name: /Tamer Lotfy/ }).check();
  await bar.getByText('2 tickets selected').waitFor();
  await bar.getByRole('button', { name: 'Postpone tickets' }).click();
  await dialog.getByLabel('Date').fill(cairoDay(system, 5));
  await dialog.getByText('2 tickets will change.').waitFor();
  await dialog.getByRole('button', { name: 'Postpone tickets' }).click();
  await lead.getByText('Changed: 2, unchanged: 0.').waitFor();
  const status = async ({ id }: { id: string }) => (await (await system.staff('cs-1')).get(`/v1/tickets/${id}`)).body;
  expect([await status(one), await status(other)]).toMatchObject([
    { status: 'waiting-on-customer', overdue: false },
    { status: 'waiting-on-customer', overdue: false },
  ]);
  expect(complaintsOf(lead)).toEqual([]);
  await closeAll(lead);
});

test('FK-23: a past visit without a record is found by operations, as a ticket and on the board, and is recorded', async () => {
  const ops = await staffAt(browser, system, '/tickets', 'ops-1', englishDesk);
  await ops.getByRole('button', { name: 'All open' }).click();
  const row = ops.getByRole('listitem').filter({ hasText: 'Laila Past' });
  await row.getByText('To record', { exact: true }).waitFor();
  await poll(() => row.getByText('To call').count()).toBe(0);
  await row.getByRole('link', { name: 'Unrecorded visit' }).click();
  await ops.waitForURL('**/tickets/*');
  await ops.locator('main header').getByText('To record', { exact: true }).waitFor();
  await poll(() => ops.getByText('No calls yet.').count()).toBe(0);
  await ops.getByRole('link', { name: 'Visits', exact: true }).click();
  await ops.getByRole('button', { name: /^Unrecorded \(\d+\)$/ }).click();
  const visit = ops.getByRole('row').filter({ hasText: 'Laila Past' });
  await visit.getByRole('button', { name: /^The visit took place: Laila Past/ }).click();
  await ops.getByText('Visit recorded.').waitFor();
  await visit.waitFor({ state: 'detached' });
  expect(complaintsOf(ops)).toEqual([]);
  await closeAll(ops);
});

test('a package without an address is given one by the desk; everybody notes something, and no card number stays', async () => {
  const { id } = await bookedPackage(system, 'cc-1', {
    name: 'Nour Amin',
    payment: 'fawry',
    isPaid: false,
    firstInDays: 1.9,
  });
  const agent = await staffAt(browser, system, `/packages/${id}`, 'cc-1', englishDesk);
  const dialog = agent.getByRole('dialog');
  await agent.getByText('Ask for the customer’s address').waitFor();
  await agent.getByRole('button', { name: 'Enter address' }).click();
  await dialog.getByRole('button', { name: 'Enter address' }).click();
  await dialog.getByText('Enter the address.', { exact: true }).waitFor();
  await dialog.getByLabel('Address', { exact: true }).fill('Maadi, street 9');
  await dialog.getByRole('button', { name: 'Enter address' }).click();
  await agent.getByText('Maadi, street 9').waitFor();
  await agent.getByText('Ask for the customer’s address').waitFor({ state: 'detached' });

  const ops = await staffAt(browser, system, `/packages/${id}`, 'ops-1', englishDesk);
  await ops.getByText('Maadi, street 9').waitFor();
  await poll(() => ops.getByRole('button', { name: 'Change address' }).count()).toBe(0);
  await ops.getByRole('button', { name: 'Add note' }).click();
  await ops.getByRole('dialog').getByLabel('Note').fill('rings twice, card 4111 1111 1111 1111');
  await ops.getByRole('dialog').getByRole('button', { name: 'Add note' }).click();
  // The other person's page updates without a reload.
  await agent.getByText(/^rings twice, card .*1111$/).waitFor();
  await poll(() => agent.getByText('4111 1111', { exact: false }).count()).toBe(0);
  expect([...complaintsOf(agent), ...complaintsOf(ops)]).toEqual([]);
  await closeAll(agent, ops);
});
