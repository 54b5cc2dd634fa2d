// The page Rules and open cases: what a draft would change, and moving them to a version.
import { expect, test } from '@jest/globals';
import { look, quiet } from './axe.ts';
import { complaintsOf, desk, phone, staffAt } from './guests.ts';
import { browser, system } from './opened.ts';
import { poll } from './poll.ts';

const english = { ...desk, ...quiet, locale: 'en-GB' };

test('a draft says what it would change for open cases, and its version takes them over', async () => {
  const admin = await system.staff('admin');
  const { conversationId } = await system.waitingCustomer('order');
  const { document } = (await admin.get('/v1/programs/cdek/versions/1')).body;
  document.program.conversation.queues.klo.ladder[0].after = 'PT12M';
  const draft = { base: 1, document, name: 'Twelve minutes' };
  const { id } = (await admin.post('/v1/programs/cdek/drafts', draft)).body;

  const page = await staffAt(browser, system, `/rules/${id}`, 'admin', english);
  await page.getByRole('tab', { name: 'Comparison' }).click();
  await page.getByText('1 case is open.', { exact: false }).waitFor();
  const changes = page.locator('li', { hasText: conversationId.slice(0, 8) });
  await poll(() => changes.innerText()).toMatch(/Now[^]*11:10[^]*After[^]*11:12/);
  await look(page, 'open cases of a draft');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Too many calls');
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await page.getByText('The new version is published.').waitFor();

  const seen = async () => (await (await system.staff('director')).get(`/v1/conversations/${conversationId}`)).body;
  expect((await seen()).programVersion).toBe(1);
  await page.locator('[data-version="2"]').getByRole('button', { name: 'Move open cases' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 case will be moved.').waitFor();
  await look(page, 'moving open cases');
  await dialog.getByRole('button', { name: 'Move open cases' }).click();
  await page.getByText('1 case is being moved.').waitFor();
  await system.relay();
  await poll(async () => (await seen()).programVersion).toBe(2);
  expect((await seen()).nextAction.at).toBe('2031-03-03T08:12:00.000Z');
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('on a phone, in Arabic, there is nothing to move to the version that a case has', async () => {
  const page = await staffAt(browser, system, '/rules', 'admin', { ...phone, ...quiet, locale: 'ar-EG' });
  await page.locator('[data-version="2"]').getByRole('button', { name: 'نقل الحالات المفتوحة' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('لا توجد حالة مفتوحة تُنقل.').first().waitFor();
  await look(page, 'nothing to move');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(wide).toBe(false);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});
