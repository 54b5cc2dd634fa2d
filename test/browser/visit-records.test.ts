// Visits once their day has come, and the last call on which a package comes back. Time is skipped, and the pages
// follow it.
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { complaintsOf, staffAt, staffOf } from './guests.ts';
import { browser, system } from './opened.ts';
import { bookedPackage, closeAll, englishDesk } from './package-forms.ts';
import { poll } from './poll.ts';

/** The page of a package, opened by a person. */
async function pageOf(login: string, id: string): Promise<Page> {
  const page = await staffAt(browser, system, `/packages/${id}`, login, englishDesk);
  await page.getByRole('heading', { name: 'Visits', exact: true }).waitFor();
  return page;
}

test('FK-18, FK-23 a visit is recorded from its day on, “we did not come” and corrections by the lead alone', async () => {
  const { id } = await bookedPackage(system, 'cs-1', {
    name: 'Sherif Omar',
    payment: 'card',
    isPaid: true,
    firstInDays: 2,
  });
  const { body } = await (await system.staff('cs-1')).get(`/v1/service-packages/${id}`);
  const early = await pageOf('ops-1', id);
  await poll(() => early.getByRole('button', { name: /^Record visit/ }).count()).toBe(0);
  await system.advance(body.visits[0].startsAt);
  await early.reload();
  await early.getByRole('button', { name: /^Record visit/ }).click();
  const asked = early.getByRole('dialog');
  await poll(() => asked.getByRole('radio').count()).toBe(2);
  await asked.getByRole('button', { name: 'Record visit' }).click();
  await asked.getByText('Choose what happened with the visit.').waitFor();
  await early.keyboard.press('Escape');
  await poll(() => early.getByRole('button', { name: /^Correct/ }).count()).toBe(0);

  const lead = await pageOf('cs-lead', id);
  const dialog = lead.getByRole('dialog');
  await lead.getByRole('button', { name: /^Record visit/ }).waitFor();
  // On its day a visit can no longer be moved, so the dialog for its time is not offered.
  await poll(() => lead.getByRole('button', { name: /^Move: / }).count()).toBe(3);
  await lead.getByRole('button', { name: /^Record visit/ }).click();
  await dialog.getByRole('radio', { name: /^We did not come/ }).check();
  await dialog.getByRole('button', { name: 'Record visit' }).click();
  await dialog.getByText('Enter a reason.').waitFor();
  await dialog.getByLabel('Why did we not come?').fill('the van broke down');
  await dialog.getByRole('button', { name: 'Record visit' }).click();
  await lead.getByText('the van broke down').waitFor();
  await lead.getByText('1 visit has no date yet.').waitFor();

  await lead.getByRole('button', { name: /^Correct record/ }).click();
  await poll(() => dialog.getByRole('radio').count()).toBe(2);
  await dialog.getByRole('radio', { name: 'The visit took place' }).check();
  await dialog.getByLabel('Reason').fill('they came late');
  await dialog.getByRole('button', { name: 'Correct record' }).click();
  await lead.getByText('they came late').waitFor();
  await lead.getByText('1 visit has no date yet.').waitFor({ state: 'detached' });
  expect([...complaintsOf(early), ...complaintsOf(lead)]).toEqual([]);
  await closeAll(early, lead);
});

test('FK-21 past visits are settled within the cancellation; who records one meanwhile is not overwritten', async () => {
  const { id } = await bookedPackage(system, 'cs-1', {
    name: 'Lamia Fouad',
    payment: 'card',
    isPaid: true,
    firstInDays: 2,
  });
  const { body } = await (await system.staff('cs-1')).get(`/v1/service-packages/${id}`);
  const [first, second, third, fourth] = body.visits;
  await system.advance(new Date(Date.parse(third.startsAt) + 2 * 24 * 3_600_000).toISOString());
  const lead = await pageOf('cs-lead', id);
  await lead.getByText('Unrecorded', { exact: true }).nth(2).waitFor();
  await lead.getByRole('button', { name: 'Cancel package' }).click();
  const dialog = lead.getByRole('dialog');
  const of = ({ startsAt }: { startsAt: string }) =>
    dialog.getByRole('listitem').filter({ has: lead.locator(`time[datetime="${startsAt}"]`) });
  await of(fourth)
    .getByText('Too late to be free: counted')
    .or(of(fourth).getByText('Cancelled, not counted'))
    .waitFor();
  await dialog.getByText('The amounts assume that unrecorded visits took place.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel package' }).click();
  await dialog.getByText('Record each past visit first, then cancel the package.').waitFor();

  // Another person is faster, once by a moment and once by more.
  const ops = await system.staff('ops-1');
  const record = (visit: { id: string }, outcome: string) =>
    ops.post(`/v1/service-packages/${id}/visits/${visit.id}/record`, { outcome });
  await lead.route('**/record', async (route) => {
    await record(first, 'counted');
    await route.continue();
  });
  await of(first)
    .getByRole('button', { name: /^The visit took place/ })
    .click();
  await lead.getByText('Someone else has already recorded this visit: Counted.').waitFor();
  await of(first).waitFor({ state: 'detached' });
  await lead.unroute('**/record');
  await record(second, 'completed');
  await of(second).waitFor({ state: 'detached' });

  await of(third)
    .getByRole('button', { name: /^We did not come/ })
    .click();
  await of(third).getByRole('button', { name: 'Record visit' }).click();
  await of(third).getByText('Enter a reason.').waitFor();
  await of(third).getByLabel('Why did we not come?').fill('no one was sent');
  await of(third).getByRole('button', { name: 'Record visit' }).click();
  await of(third).waitFor({ state: 'detached' });
  await dialog.getByText('The amounts assume', { exact: false }).waitFor({ state: 'detached' });
  const { body: preview } = await (
    await system.staff('cs-lead')
  ).post(`/v1/service-packages/${id}/cancellation/preview`);
  expect(preview.visitsLeft).toBe(2);
  await dialog.getByText('EGP 840.00').waitFor();
  await dialog.getByRole('button', { name: 'Cancel package' }).click();
  await lead.getByText('Awaiting approval').first().waitFor();
  expect(complaintsOf(lead)).toEqual([]);
  await closeAll(lead);
});

test('FK-12 on the last call after the cancellation the customer still pays, and the package comes back', async () => {
  const { id } = await bookedPackage(system, 'cs-1', {
    name: 'Basma Aly',
    payment: 'fawry',
    isPaid: false,
    firstInDays: 3,
  });
  const staff = await system.staff('cs-1');
  const { body } = await staff.get(`/v1/service-packages/${id}`);
  await system.advance(body.visits[0].startsAt);
  const agent = await pageOf('cs-1', id);
  await agent.getByRole('heading', { name: 'Cancelled', exact: true }).waitFor();
  await agent.getByRole('button', { name: 'Request payment' }).click();
  await agent.getByRole('dialog').getByRole('radio', { name: 'Fawry code' }).check();
  await agent.getByRole('dialog').getByRole('button', { name: 'Request payment' }).click();
  await agent.getByRole('button', { name: 'Pay now (sandbox)' }).click();
  await agent.getByRole('heading', { name: /^Active until/ }).waitFor();
  await agent.getByRole('button', { name: 'Cancel package' }).click();
  await agent.getByRole('dialog').getByText('Cancelled, not counted').first().waitFor();
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});

test('FK-21 “we did not come”, said when the package is over: the whole price of the visit goes back, from the ticket’s page', async () => {
  const { id } = await bookedPackage(system, 'cs-1', {
    name: 'Yara Nabil',
    payment: 'card',
    isPaid: true,
    firstInDays: 2,
  });
  const desk = await system.staff('cs-1');
  const { body } = await desk.get(`/v1/service-packages/${id}`);
  const [first, second, third, fourth] = body.visits;
  await system.advance(new Date(Date.parse(first.startsAt) + 60 * 24 * 3_600_000).toISOString());
  for (const visit of [first, second]) {
    await desk.post(`/v1/service-packages/${id}/visits/${visit.id}/record`, { outcome: 'completed' });
  }
  const lead = await pageOf('cs-lead', id);
  const payBack = lead.getByRole('button', { name: 'Refund in full' });
  const at = ({ startsAt }: { startsAt: string }) => lead.locator(`time[datetime="${startsAt}"]`);
  await lead.getByRole('heading', { name: 'Expired. The remaining visits are forfeited' }).waitFor();
  // Without returned visits there is nothing to pay back.
  await poll(() => payBack.count()).toBe(0);
  const dialog = lead.getByRole('dialog');
  await lead
    .getByRole('listitem')
    .filter({ has: at(third) })
    .getByRole('button', { name: /^Record visit/ })
    .click();
  await dialog.getByRole('radio', { name: /^We did not come/ }).check();
  await dialog.getByLabel('Why did we not come?').fill('the lift was broken');
  await dialog.getByRole('button', { name: 'Record visit' }).click();
  await lead
    .getByRole('heading', { name: 'Expired. Visits that were returned to the balance are refunded in full' })
    .waitFor();
  await payBack.waitFor();
  await poll(() => lead.getByRole('button', { name: 'Cancel package' }).count()).toBe(0);
  const ops = await pageOf('ops-1', id);
  await poll(() => ops.getByRole('button', { name: 'Refund in full' }).count()).toBe(0);

  await lead.getByRole('link', { name: 'Visit to refund' }).click();
  await lead.waitForURL('**/tickets/*');
  await lead.getByText('Its price is refunded to the customer without a fee.', { exact: false }).waitFor();
  await payBack.click();
  await dialog.getByRole('heading', { name: 'Refund in full?' }).waitFor();
  await dialog.getByText('no fee is charged', { exact: false }).waitFor();
  await dialog.getByRole('button', { name: 'Refund in full' }).click();
  await dialog.getByText('Record each past visit first, then refund the customer.').waitFor();
  await dialog
    .getByRole('listitem')
    .filter({ has: at(fourth) })
    .getByRole('button', { name: /^The visit took place/ })
    .click();
  await at(fourth).and(dialog.locator('time')).waitFor({ state: 'detached' });
  await dialog.getByText('EGP 600.00').last().waitFor();
  await poll(() => dialog.getByText('Cancellation fee', { exact: false }).count()).toBe(0);
  await dialog.getByRole('button', { name: 'Refund in full' }).click();
  await lead.getByText('The refund is awaiting approval.').waitFor();
  await dialog.waitFor({ state: 'detached' });
  await payBack.waitFor({ state: 'detached' });
  await lead.locator('main header').getByText('Closed', { exact: true }).waitFor();

  const finance = await staffOf(browser, system, 'finance-1', englishDesk);
  await finance.getByRole('button', { name: 'Approve: Yara Nabil' }).click();
  await finance.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await ops.getByText('Refunded').waitFor();
  await ops.getByText('Visits that did not take place, package ended: no fee.', { exact: false }).waitFor();
  const after = (await desk.get(`/v1/service-packages/${id}`)).body;
  expect(after).toMatchObject({ stage: 'cancelled', refund: { amountMinor: 60_000, why: 'visits-returned' } });
  expect([...complaintsOf(lead), ...complaintsOf(ops), ...complaintsOf(finance)]).toEqual([]);
  await closeAll(lead, ops, finance);
});
