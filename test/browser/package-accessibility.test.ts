// axe finds no fault on the pages of packages and tickets, in both of their languages.
import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { look, quiet } from './axe.ts';
import { complaintsOf, desk, staffOf } from './guests.ts';
import { browser, system } from './opened.ts';
import { bookedPackage } from './package-forms.ts';

let paid: { id: string };
let unpaid: { id: string };

beforeAll(async () => {
  paid = await bookedPackage(system, 'cc-1', { name: 'منى حسن', payment: 'card', isPaid: true });
  unpaid = await bookedPackage(system, 'cc-1', { name: 'Adel', payment: 'later', isPaid: false, firstInDays: 1.5 });
  const gone = await bookedPackage(system, 'cc-1', { name: 'سامي', payment: 'fawry', isPaid: true });
  const care = await system.staff('cc-1');
  await care.post(`/v1/service-packages/${gone.id}/cancellation`);
  // A ticket that can be closed by hand, unlike that of a chase.
  const customer = { name: 'ليلى', phone: '01001234599' };
  await care.post('/v1/programs/filkhedma/tickets', { type: 'outbound-sales-request', customer });
});

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(`${system.url}${path}`);
  await page.locator('main h1').first().waitFor();
}

const languages = [
  ['en-US', 'light'],
  ['ar-EG', 'dark'],
] as const;

test.each(languages)('the desk: booking, packages, tickets, %s', async (locale, colorScheme) => {
  const agent = await staffOf(browser, system, 'cc-1', { ...desk, ...quiet, locale, colorScheme });
  await goTo(agent, '/booking');
  await agent.locator('input[type=radio][value=cash]').check();
  await agent.locator('form button[type=submit]').click();
  await agent.locator('[aria-invalid=true]').first().waitFor();
  await look(agent, 'booking with gaps');
  await goTo(agent, '/packages');
  await agent.getByRole('table').waitFor();
  await look(agent, 'packages');
  for (const { id } of [paid, unpaid]) {
    await goTo(agent, `/packages/${id}`);
    await agent.getByRole('listitem').first().waitFor();
    await look(agent, 'package');
  }
  await goTo(agent, `/packages/${paid.id}`);
  await agent.locator('main header button').click();
  await agent.getByRole('dialog').locator('dl').waitFor();
  await look(agent, 'cancellation');
  await goTo(agent, '/tickets');
  await agent.locator('main [aria-pressed=false]').last().click();
  await agent.getByRole('listitem').first().waitFor();
  await look(agent, 'tickets');
  await agent.locator('main li a').first().click();
  await agent.waitForURL('**/tickets/*');
  await agent.locator('main h2').first().waitFor();
  await look(agent, 'ticket');
  expect(complaintsOf(agent)).toEqual([]);
  await agent.context().close();
});

test.each(languages)('the boards: team, finance, visits, %s', async (locale, colorScheme) => {
  const options = { ...desk, ...quiet, locale, colorScheme };
  const lead = await staffOf(browser, system, 'cs-lead', options);
  await goTo(lead, '/team');
  await lead.getByRole('checkbox').first().waitFor();
  for (const box of await lead.getByRole('checkbox').all()) await box.check();
  await look(lead, 'team');
  await lead.getByRole('group').last().getByRole('button').nth(2).click();
  await lead.getByRole('dialog').getByRole('radio').first().check();
  await lead.getByRole('dialog').getByRole('status').first().waitFor();
  await look(lead, 'action on many');
  const finance = await staffOf(browser, system, 'finance-1', options);
  await finance.locator('main li button').first().waitFor();
  await look(finance, 'finance');
  await finance.locator('main li button').first().click();
  await finance.getByRole('dialog').waitFor();
  await look(finance, 'approval');
  const ops = await staffOf(browser, system, 'ops-1', options);
  await ops.locator('main h1').waitFor();
  await look(ops, 'visits');
  expect([lead, finance, ops].flatMap(complaintsOf)).toEqual([]);
  await Promise.all([lead, finance, ops].map((page) => page.context().close()));
});
