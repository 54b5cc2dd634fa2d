import { expect, test } from '@jest/globals';
import { fieldsOfInstant } from '../../web/src/console/data/zoned-time.ts';
import { complaintsOf, staffAt, staffOf } from './guests.ts';
import { after } from './system.ts';
import { browser, system } from './opened.ts';
import { bookedPackage, cairoDay, closeAll, englishDesk } from './package-forms.ts';
import { poll } from './poll.ts';

/** Two visits, to be paid in cash in two days. */
async function bookedInCash(name: string): Promise<{ id: string; requestId: string }> {
  const answer = await (
    await system.staff('cc-1')
  ).post('/v1/programs/filkhedma/service-packages', {
    customer: { name, phone: '01001234567', address: 'Maadi' },
    visits: [{ startsAt: after(system, 4 * 24 * 60) }, { startsAt: after(system, 8 * 24 * 60) }],
    ...{ priceMinor: 100_000, currency: 'EGP', payment: 'cash' },
    collection: { at: after(system, 2 * 24 * 60), address: 'Maadi' },
  });
  expect(answer.status).toBe(201);
  return { id: answer.body.id, requestId: answer.body.paymentRequests[0].id };
}

test('FK-02 the courier comes back without the money: a reason, and the customer is to be called', async () => {
  const { id } = await bookedInCash('Nadia Cash');
  const agent = await staffAt(browser, system, `/packages/${id}`, 'cc-1', englishDesk);
  await agent.getByRole('button', { name: 'Not collected' }).click();
  const dialog = agent.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Not collected' }).click();
  await dialog.getByText('Enter a reason.').waitFor();
  await dialog.getByLabel('Reason').fill('no one at the door');
  await dialog.getByRole('button', { name: 'Not collected' }).click();
  await agent.getByText('Call the customer').first().waitFor();
  await agent.getByText('no one at the door').first().waitFor();
  // The pending call agrees on another collection. Its field starts empty, because the old time has failed.
  await agent.getByRole('button', { name: 'Request payment' }).click();
  await dialog.getByRole('radio', { name: 'Cash at home' }).check();
  await dialog.getByLabel('Collection date').fill(cairoDay(system, 3));
  await dialog.getByLabel('Collection time').fill('09:00');
  await dialog.getByRole('button', { name: 'Request payment' }).click();
  await agent.getByText('Payment requested.').waitFor();
  await agent.getByRole('button', { name: 'Cash collected' }).click();
  await agent.getByText('Payment recorded. The package is paid.').waitFor();
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});

test('FK-21 a refund in cash: declined, asked for again, approved and paid out with its receipt', async () => {
  const { id, requestId } = await bookedInCash('Samia Cash');
  const staff = await system.staff('cc-1');
  await staff.post(`/v1/payment-requests/${requestId}/collected`);
  await staff.post(`/v1/service-packages/${id}/cancellation`);
  const finance = await staffOf(browser, system, 'finance-1', englishDesk);
  await finance.getByRole('button', { name: 'Decline refund: Samia Cash' }).click();
  const declining = finance.getByRole('dialog');
  await declining.getByLabel('Reason').fill('the receipt is missing');
  await declining.getByRole('button', { name: 'Decline refund' }).click();
  await finance.getByRole('heading', { name: 'Declined refunds' }).waitFor();

  const agent = await staffOf(browser, system, 'cc-1', englishDesk);
  await agent.getByRole('button', { name: /^Notifications/ }).click();
  await agent.getByRole('link', { name: /^Your refund was declined, see why: EGP\s700\.00 · Samia Cash/ }).click();
  await agent.waitForURL(`**/packages/${id}`);
  await agent.getByText('the receipt is missing').waitFor();
  await agent.getByText(/^The refund was declined: correct it and ask for approval again · EGP\s700\.00$/).waitFor();
  await agent.getByRole('button', { name: 'Request approval again' }).click();
  const again = agent.getByRole('dialog');
  await again.getByLabel('Reason').fill('attached');
  await again.getByRole('button', { name: 'Request approval again' }).click();

  await finance.getByRole('button', { name: 'Approve: Samia Cash' }).click();
  await finance.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await finance.getByRole('heading', { name: 'Refunds to hand out' }).waitFor();
  await finance.getByRole('button', { name: 'Mark as paid out: Samia Cash' }).click();
  const handing = finance.getByRole('dialog');
  await handing.getByText('Maadi').waitFor();
  await handing.getByLabel('Receipt number').fill('1042');
  await handing.getByRole('button', { name: 'Mark as paid out' }).click();
  await agent.getByText('Refunded').waitFor();
  const { body } = await (await system.staff('finance-2')).get('/v1/refunds?status=paid');
  expect(body.items).toMatchObject([{ status: 'paid', reference: '1042', amountMinor: 70_000 }]);
  expect([...complaintsOf(finance), ...complaintsOf(agent)]).toEqual([]);
  await closeAll(finance, agent);
});

const dayOf = (at: string) => fieldsOfInstant(at, 'Africa/Cairo').date;

test('FK-02 the first visit moves before its cash: only together with the collection, both or nothing', async () => {
  const { id } = await bookedInCash('Farida Cash');
  const agent = await staffAt(browser, system, `/packages/${id}`, 'cc-1', englishDesk);
  const dialog = agent.getByRole('dialog');
  await agent
    .getByRole('button', { name: /^Move: / })
    .last()
    .click();
  await poll(() => dialog.getByText('Agreed cash collection:').count()).toBe(0);
  await agent.keyboard.press('Escape');
  await agent
    .getByRole('button', { name: /^Move: / })
    .first()
    .click();
  await dialog.getByText('Agreed cash collection:').waitFor();
  const together = dialog.getByRole('checkbox', { name: 'Move the collection too' });
  await poll(() => together.isChecked()).toBe(false);
  await dialog.getByLabel(/^Date/).fill(cairoDay(system, 1));
  await dialog.getByText('The visit would start before this collection. Agree on another time.').waitFor();
  await poll(() => together.isChecked()).toBe(true);
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await dialog.getByText('The collection must be in the future and not after the first visit.').waitFor();
  await agent.locator('input[type=date][aria-invalid=true]').and(dialog.getByLabel('Collection date')).waitFor();
  const kept = async () => (await (await system.staff('cc-1')).get(`/v1/service-packages/${id}`)).body;
  expect(dayOf((await kept()).visits[0].startsAt)).toBe(cairoDay(system, 4));
  await dialog.getByLabel('Collection date').fill(cairoDay(system, 1));
  await dialog.getByLabel('Collection time').fill('00:01');
  await dialog.getByLabel(/^Time/).fill('12:00');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await agent.getByText('Visit moved.').waitFor();
  const { visits, collection } = await kept();
  expect([dayOf(visits[0].startsAt), dayOf(collection.at)]).toEqual([cairoDay(system, 1), cairoDay(system, 1)]);
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});

test('FK-23 money that bought nothing is on the board of the desk, which decides: by whom and until when', async () => {
  const staff = await system.staff('cc-1');
  const { id } = await bookedPackage(system, 'cc-1', { name: 'Karim Held', payment: 'card', isPaid: false });
  const { paymentRequests } = (await staff.get(`/v1/service-packages/${id}`)).body;
  await staff.post(`/v1/service-packages/${id}/cancellation`);
  await staff.post(`/v1/sandbox/payment-requests/${paymentRequests[0].id}/pay`);
  const agent = await staffOf(browser, system, 'cs-1', englishDesk);
  await agent.getByRole('link', { name: 'Unapplied payments' }).click();
  const line = agent.getByRole('listitem').filter({ hasText: 'Karim Held' });
  await line.getByText(/^by Customer care/).waitFor();
  await line.getByText(/· due/).waitFor();
  await poll(() => line.getByText('Overdue').count()).toBe(0);
  await system.advance(after(system, 2 * 24 * 60));
  await agent.reload();
  await line.getByText('Overdue', { exact: true }).waitFor();
  await line.getByRole('link', { name: 'Karim Held' }).click();
  await agent.getByRole('button', { name: 'Refund payment' }).click();
  const finance = await staffOf(browser, system, 'finance-1', englishDesk);
  await finance
    .getByRole('listitem')
    .filter({ hasText: 'Karim Held' })
    .getByText(/^by finance/i)
    .waitFor();
  await poll(() => finance.getByRole('link', { name: 'Unapplied payments' }).count()).toBe(0);
  expect([...complaintsOf(agent), ...complaintsOf(finance)]).toEqual([]);
  await closeAll(agent, finance);
});
