// Before a person leaves, the console shows their work in hand. Keys show their end, and the list of people fits the
// screen.
import { expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { complaintsOf, desk, phone, staffAt, staffOf } from './guests.ts';
import { after } from './system.ts';
import { browser, system } from './opened.ts';
import { closeAll, englishDesk } from './package-forms.ts';
import { poll } from './poll.ts';

test('the dialog of a person says what they have in hand, and what goes back without their login', async () => {
  const customer = { name: 'Salma Adel', phone: '01001234567' };
  const care = await system.staff('cc-1');
  const { body } = await care.post('/v1/programs/filkhedma/tickets', { type: 'outbound-sales-request', customer });
  const admin = await staffAt(browser, system, '/people', 'admin', englishDesk);
  await admin.getByRole('row').filter({ hasText: body.assignee }).getByRole('button').click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByText('Open work: 1 ticket.').waitFor();
  await dialog.getByText('All of it stays.').waitFor();
  await dialog.getByLabel('Can log in').uncheck();
  const goesBack = dialog.getByText('Returned when you save: 1 ticket.');
  await goesBack.waitFor();
  // It is visible without scrolling.
  await poll(() => isInSight(goesBack)).toBe(true);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await admin.getByText('Saved:').waitFor();
  await system.advance(system.now());
  const left = (await (await system.staff('cs-lead')).get(`/v1/tickets/${body.id}`)).body;
  expect(left.assignee).not.toBe(body.assignee);
  expect(complaintsOf(admin)).toEqual([]);
  await closeAll(admin);
});

const isInSight = (line: Locator) =>
  line.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });

test('a key is made with a last day and without writing, warns before its end, and says what goes with it', async () => {
  const admin = await staffAt(browser, system, '/api-keys', 'admin', englishDesk);
  await admin.getByRole('button', { name: 'Create key' }).first().click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('Name').fill('reports');
  await dialog.getByRole('checkbox').first().check();
  await dialog.getByLabel('Read only').check();
  await dialog.getByLabel('Last day').fill(after(system, 5 * 24 * 60).slice(0, 10));
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await dialog.getByRole('button', { name: 'Done' }).last().click();
  const row = admin.getByRole('row').filter({ hasText: 'reports' });
  await row.getByText('read only').waitFor();
  await row.getByText(/\(in [456] days\)/).waitFor();
  await row.getByRole('button', { name: /^Revoke/ }).click();
  await dialog.getByText('No open work.').waitFor();
  await dialog.getByRole('button', { name: 'Revoke key' }).click();
  await row.getByText('revoked').waitFor();
  expect(complaintsOf(admin)).toEqual([]);
  await closeAll(admin);
});

test.each([desk, phone])('people at $viewport.width px: every column can be seen', async (options) => {
  const admin = await staffOf(browser, system, 'admin', options);
  await admin.getByRole('table').waitFor();
  const cells = admin.locator('tbody tr').first().locator('td');
  for (const box of await Promise.all((await cells.all()).map((cell) => cell.boundingBox()))) {
    expect((box?.x ?? 9_999) + (box?.width ?? 0)).toBeLessThanOrEqual(options.viewport?.width ?? 0);
  }
  await admin.context().close();
});
