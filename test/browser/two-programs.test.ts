// A person of two programs reads each case in the words of its own program, whichever is in view.
import { expect, test } from '@jest/globals';
import { PASSWORD } from '../harness/api.ts';
import { keepPasswords } from '../harness/own-password.ts';
import { complaintsOf, desk, staffAt } from './guests.ts';
import { browser, system } from './opened.ts';
import { bookedPackage, closeAll } from './package-forms.ts';
import { poll } from './poll.ts';

test('the bell names a ticket of the other program, in the language of the console', async () => {
  const held = (program: string, role: string) => ({ program, role });
  const memberships = [held('cdek', 'klo'), held('filkhedma', 'customer-success')];
  const person = { login: 'of-two', name: 'Вера Двойная', password: PASSWORD, memberships };
  await (await system.staff('admin')).post('/v1/people', person);
  await keepPasswords(system.database.orm, person.login);
  const lead = await system.staff('cs-lead');
  const soon = { name: 'Layla', payment: 'later', isPaid: false, firstInDays: 1.5 } as const;
  const { id } = await bookedPackage(system, 'cc-1', soon);
  const [ticket] = (await lead.get(`/v1/service-packages/${id}`)).body.tickets;
  expect((await lead.post(`/v1/tickets/${ticket}/assign`, { login: person.login })).status).toBe(200);

  const page = await staffAt(browser, system, '/inbox/all', person.login, { ...desk, locale: 'en-US' });
  await poll(() => page.getByLabel('Program', { exact: true }).inputValue()).toBe('cdek');
  await page.getByRole('button', { name: /^Notifications/ }).click();
  const entry = page.getByRole('link', { name: /A ticket was assigned to you/ });
  await entry.getByText('A ticket was assigned to you: Not paid').waitFor();
  // Ten in Cairo is eleven in Moscow.
  await poll(() => entry.locator('time').last().innerText()).toMatch(/10:0\d$/);
  await entry.click();
  await page.getByRole('heading', { name: 'Not paid' }).waitFor();
  await page.getByRole('button', { name: /FK-06/ }).first().hover();
  await page.getByRole('tooltip').filter({ hasText: 'call the customer about the payment' }).waitFor();
  expect(complaintsOf(page)).toEqual([]);
  await closeAll(page);
});
