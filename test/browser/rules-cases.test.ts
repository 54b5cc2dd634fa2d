// The page Rules and open cases: what a draft would change, and moving them to a version.
import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { runReplays } from '../../activities/replays.ts';
import { later } from '../../domain/calendar/instant.ts';
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

const slice = () => {
  const clock = { now: () => new Date(system.now()) };
  return runReplays({ orm: system.database.orm, clock, logger: pino({ level: 'error' }), cases: 1 });
};

test('a draft is replayed over the last 30 days, with its progress, and says what would have differed', async () => {
  const admin = await system.staff('admin');
  const { document: rules } = (await admin.get('/v1/programs/cdek/versions/2')).body;
  await system.waitingCustomer('order');
  await system.advance(later(system.now(), 'PT30M'));
  rules.program.conversation.queues.klo.ladder[0].after = 'PT14M';
  const draft = { base: 2, document: rules, name: 'Fourteen minutes' };
  const { id } = (await admin.post('/v1/programs/cdek/drafts', draft)).body;
  const page = await staffAt(browser, system, `/rules/${id}?part=compare`, 'admin', english);
  await page.getByRole('button', { name: 'Replay the last 30 days' }).click();
  await page.getByText('Replaying: 0 of 2 cases.', { exact: false }).waitFor();
  expect(await slice()).toBe(true);
  await page.getByText('Replaying: 1 of 2 cases.', { exact: false }).waitFor();
  await page.getByRole('progressbar', { name: 'Progress of the replay' }).waitFor();
  await look(page, 'a replay that runs');
  while (await slice());
  await page.getByText('Replayed: 2 cases.', { exact: false }).waitFor();
  await page.getByText('2 of 2 cases would have gone differently.').waitFor();
  const overdue = page.getByRole('region', { name: 'Totals by both versions' }).locator('[data-kind="overdue"]');
  await poll(() => overdue.innerText()).toMatch(/Overdue\s+2\s+2\s+2/);
  await look(page, 'the result of a replay');
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();

  const narrow = await staffAt(browser, system, `/rules/${id}?part=compare`, 'admin', {
    ...{ ...phone, ...quiet, locale: 'ar-EG' },
  });
  await narrow.getByText('كانت حالتان من 2 ستسيران بشكل مختلف.').waitFor();
  await look(narrow, 'the result of a replay on a phone');
  const wide = await narrow.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(wide).toBe(false);
  await narrow.context().close();
});

test('a version for later is withdrawn, and stays in the list', async () => {
  const admin = await system.staff('admin');
  const { id } = (await admin.post('/v1/programs/cdek/drafts', { base: 2 })).body;
  const { body } = await admin.post(`/v1/drafts/${id}/publish`, { validFrom: later(system.now(), 'PT9H') });
  expect(body).toMatchObject({ version: 3 });
  const page = await staffAt(browser, system, '/rules', 'admin', english);
  const row = page.locator('[data-version="3"]');
  await row.getByRole('button', { name: 'Withdraw version' }).click();
  const dialog = page.getByRole('dialog', { name: 'Withdraw version 3?' });
  await look(page, 'withdrawing a version');
  await dialog.getByRole('button', { name: 'Withdraw version' }).click();
  await dialog.getByText('Say why, in a few words.').first().waitFor();
  await dialog.getByLabel('Reason').fill('Too early');
  await dialog.getByRole('button', { name: 'Withdraw version' }).click();
  await page.getByText('Version 3 is withdrawn.').waitFor();
  await poll(() => row.innerText()).toMatch(/Withdrawn by[^]*Too early[^]*withdrawn/);
  expect(await row.getByRole('button').count()).toBe(0);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('moving back says what left meanwhile', async () => {
  const customer = await system.waitingCustomer('order');
  const admin = await system.staff('admin');
  const move = { filter: { caseIds: [customer.conversationId] }, dryRun: false };
  await admin.post('/v1/programs/cdek/versions/1/move-cases', move);
  await system.relay();
  const seen = async () =>
    (await (await system.staff('director')).get(`/v1/conversations/${customer.conversationId}`)).body;
  await poll(async () => (await seen()).programVersion).toBe(1);
  await system.advance(later(system.now(), 'PT40M'));
  const page = await staffAt(browser, system, '/rules', 'admin', english);
  await page.locator('[data-version="2"]').getByRole('button', { name: 'Move open cases' }).click();
  const moved = page.getByRole('dialog').locator('li', { hasText: customer.conversationId.slice(0, 8) });
  await poll(() => moved.innerText()).toMatch(/Sent since it was moved on[^]*this is not taken back[^]*text no-answer/);
  await look(page, 'what left meanwhile');
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});
