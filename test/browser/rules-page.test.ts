// The console page Rules: a draft in forms and as text, its comparison and its publication.
import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { look, quiet } from './axe.ts';
import { complaintsOf, desk, phone, staffAt } from './guests.ts';
import { browser, system } from './opened.ts';
import { poll } from './poll.ts';
import { isWide } from './rules-draft.ts';

const OWNER = 'support-2';
const FIRST = 'First escalation of KLO managers: Time since the category was chosen';
const english = { ...desk, ...quiet, locale: 'en-GB' };

beforeAll(async () => {
  const memberships = [
    { program: 'cdek', role: 'support' },
    { program: 'cdek', role: 'program-owner' },
  ];
  const { status } = await (await system.staff('admin')).patch(`/v1/people/${OWNER}`, { memberships });
  expect(status).toBe(200);
});

async function beginDraft(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Change the rules' }).click();
  await page.getByRole('dialog').getByLabel('Name of the draft').fill(name);
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.waitForURL('**/rules/*');
  await page.getByRole('heading', { name }).waitFor();
}

test('an owner changes ten minutes to twelve, sees the difference and publishes it', async () => {
  const page = await staffAt(browser, system, '/rules', OWNER, english);
  await page.getByRole('heading', { name: 'Versions' }).waitFor();
  await look(page, 'rules');
  await beginDraft(page, 'Twelve minutes');
  await page
    .getByLabel('First escalation of KLO managers: Time since the category was chosen', { exact: true })
    .fill('12');
  await page.getByText('You have unsaved changes.').waitFor();
  await look(page, 'ladders of a draft');
  await page.getByRole('tab', { name: 'Comparison' }).click();
  await page.getByRole('button', { name: 'Save and compare' }).click();
  await poll(() => page.locator('[data-differences] li').count()).toBe(1);
  await poll(() => page.locator('[data-differences] li').innerText()).toMatch(
    /First escalation of [^]*10\smin[^]*12\smin/,
  );
  await poll(() => page.locator('[data-kind=new] code').innerText()).toMatch(/after: PT12M/);
  await look(page, 'comparison of a draft');
  await page.getByRole('button', { name: 'Publish' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Too many calls');
  await look(page, 'publication of a draft');
  await dialog.getByRole('button', { name: 'Publish' }).dblclick();
  await page.getByText('The new version is published.').waitFor();
  await poll(() => page.locator('tbody tr').count()).toBe(2);
  await poll(() => page.locator('tbody tr').first().innerText()).toMatch(/2[^]*Too many calls[^]*current/);
  await page.getByRole('button', { name: 'Go back to this version' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Not needed');
  await page.getByRole('dialog').getByRole('button', { name: 'Go back to this version' }).click();
  await poll(() => page.locator('tbody tr').count()).toBe(3);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('a mistake in the text is shown at its line, and what is not saved waits', async () => {
  const page = await staffAt(browser, system, '/rules', OWNER, english);
  await beginDraft(page, 'With a mistake');
  await page.getByRole('tab', { name: 'Whole document' }).click();
  const text = page.getByRole('textbox', { name: 'Text of program.yaml' });
  await text.waitFor();
  await look(page, 'whole document');
  // The fourth line is the program's country.
  await page.locator('.cm-line', { hasText: 'country: RU' }).click();
  await page.keyboard.press('End');
  await page.keyboard.type('SS');
  await page.getByText('1 mistake to correct').waitFor();
  await poll(() => page.locator('.cm-lintRange-error').allInnerTexts()).toEqual(['country: RUSS']);
  await poll(() => page.locator('.cm-lint-marker-error').count()).toBe(1);
  await page.getByRole('button', { name: /program\.yaml:4/ }).click();
  await page.getByRole('link', { name: 'All versions and drafts' }).click();
  await page.getByRole('button', { name: 'Leave without saving' }).click();
  await page.getByRole('link', { name: 'With a mistake' }).click();
  await page.getByText('You have unsaved changes.').waitFor();
  await page.getByRole('button', { name: 'Discard unsaved changes' }).click();
  await page.getByText('Everything is saved.').waitFor();
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('hours, a special day, a text and a name are written into the files', async () => {
  const page = await staffAt(browser, system, '/rules', OWNER, english);
  await beginDraft(page, 'Shorter Sundays');
  await page.getByRole('tab', { name: 'Opening hours' }).click();
  await page.getByLabel('Sunday: closes').fill('13:00');
  await page.getByRole('button', { name: 'Sunday: add hours' }).click();
  await page.getByLabel('Date', { exact: true }).fill('2031-12-31');
  await page.getByRole('button', { name: 'Add date' }).click();
  await page.getByText('December 31, 2031').waitFor();
  await look(page, 'opening hours');
  await page.getByRole('tab', { name: 'Texts' }).click();
  const banner = page.getByRole('region', { name: 'banner' });
  await banner.getByLabel('Text', { exact: true }).fill('До {until}');
  await poll(() => banner.locator('blockquote').innerText()).toBe('До 14.03.2031');
  await banner.getByRole('switch').check({ force: true });
  await look(page, 'texts');
  await page.getByRole('tab', { name: 'Names' }).click();
  await page.getByRole('tabpanel').getByLabel('English').first().fill('CDEK');
  await page.getByRole('tab', { name: 'Comparison' }).click();
  await poll(() => page.locator('[data-kind=new] code').allInnerTexts()).toEqual([
    '      sunday: [{ opens: 09:00, closes: 13:00 }, { opens: 14:00, closes: 15:00 }]',
    '    dates:',
    '      2031-12-31: []',
    "title: 'CDEK'",
    "  banner: { text: 'До {until}', pinned: true }",
  ]);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('a draft that another version has overtaken is brought up to date and published', async () => {
  const page = await staffAt(browser, system, '/rules', OWNER, english);
  await beginDraft(page, 'Overtaken');
  await page.getByLabel(FIRST, { exact: true }).fill('15');
  await page.getByText('You have unsaved changes.').waitFor();
  await publishedByAdmin();
  await page.getByRole('button', { name: 'Publish' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Quieter evenings');
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await dialog.getByText(/^Another version was published/).waitFor();
  await poll(() => dialog.locator('[data-differences]').innerText()).toMatch(/Country[^]*KZ/);
  await dialog.getByRole('button', { name: 'Bring the draft up to date' }).click();
  await page.getByText(/^The draft now changes version/).waitFor();
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('The new version is published.').waitFor();
  const { program } = await currentRules();
  expect([program.country, program.conversation.queues.klo.ladder[0]?.after]).toEqual(['KZ', 'PT15M']);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

type Rules = { country: string; conversation: { queues: { klo: { ladder: { after: string }[] } } } };

async function currentRules(): Promise<{ program: Rules; newest: number; sources: Record<string, string> }> {
  const admin = await system.staff('admin');
  const { body } = await admin.get('/v1/programs/cdek/versions');
  const newest = (body as { items: { version: number }[] }).items[0]?.version ?? 0;
  const whole = (await admin.get(`/v1/programs/cdek/versions/${newest}`)).body;
  const { document, sources } = whole as { document: { program: Rules }; sources: Record<string, string> };
  return { program: document.program, newest, sources };
}

async function publishedByAdmin(): Promise<void> {
  const admin = await system.staff('admin');
  const { newest, sources } = await currentRules();
  const changed = { ...sources, 'program.yaml': `${sources['program.yaml']}`.replace('country: RU', 'country: KZ') };
  const made = await admin.post('/v1/programs/cdek/drafts', { base: newest, sources: changed });
  await admin.post(`/v1/drafts/${(made.body as { id: string }).id}/publish`, {});
}

test('CDEK-23 a case is kept for a legal reason, and released', async () => {
  const { conversationId: id } = await system.waitingCustomer('order');
  const page = await staffAt(browser, system, '/rules', OWNER, english);
  const holds = page.locator('[data-legal-holds]');
  await holds.getByRole('button', { name: 'Keep case' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Keep case' }).click();
  await dialog.getByText('Enter the ID of a case.').waitFor();
  await dialog.getByLabel('Case ID').fill(id);
  await dialog.getByLabel('Reason').fill('Dispute about a lost parcel');
  await look(page, 'keeping a case');
  await dialog.getByRole('button', { name: 'Keep case' }).dblclick();
  await page.getByText('The case is kept until it is released.').waitFor();
  await poll(() => holds.locator('li').innerText()).toMatch(new RegExp(`${id}[^]*Dispute about a lost parcel`));
  await look(page, 'rules with a legal hold');
  await holds.getByRole('button', { name: `Release case ${id}` }).click();
  await dialog.getByLabel('Reason').fill('Settled');
  await dialog.getByRole('button', { name: 'Release case' }).click();
  await page.getByText('The case is released.').waitFor();
  await poll(() => holds.locator('li').count()).toBe(0);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('an owner gives roles of the program to a person and takes them away', async () => {
  const page = await staffAt(browser, system, '/rules', OWNER, english);
  const people = page.locator('[data-role-holders]');
  await people.getByRole('button', { name: 'Give roles' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save roles' }).click();
  await dialog.getByText('Enter a login name.').waitFor();
  await dialog.getByLabel('Login name').fill('no-such-person');
  await dialog.getByLabel('KLO managers', { exact: true }).check();
  await dialog.getByRole('button', { name: 'Save roles' }).click();
  await dialog.getByText('This does not exist, or you have no access to it.').waitFor();
  await dialog.getByLabel('Login name').fill('ops-1');
  await look(page, 'giving roles');
  await dialog.getByRole('button', { name: 'Save roles' }).dblclick();
  await page.getByText('Roles saved.').waitFor();
  const held = async () => {
    const { body } = await (await system.staff('admin')).get('/v1/people?limit=200');
    const { items } = body as { items: { login: string; memberships: { program: string; role: string }[] }[] };
    return items.find(({ login }) => login === 'ops-1')?.memberships.map(({ role }) => role);
  };
  expect((await held())?.toSorted()).toEqual(['klo', 'operations']);
  await poll(() => people.locator('li', { hasText: 'طارق السيد' }).innerText()).toMatch(/KLO managers/);
  await look(page, 'rules with the people of the program');
  await people.getByRole('button', { name: /Change roles: .*طارق السيد/ }).click();
  await dialog.getByLabel('KLO managers', { exact: true }).uncheck();
  await dialog.getByRole('button', { name: 'Save roles' }).click();
  await poll(held).toEqual(['operations']);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('a person without the role has no such section', async () => {
  const page = await staffAt(browser, system, '/rules', 'klo-1', english);
  await page.getByText('Your role has no access to this section').waitFor();
  await poll(() => page.locator('header nav a', { hasText: 'Rules' }).count()).toBe(0);
  await page.context().close();
});

test('a note is said again in another language, and an opening is read from its beginning', async () => {
  const page = await staffAt(browser, system, '/rules', OWNER, english);
  await beginDraft(page, 'Deleted by another');
  await page.getByRole('tab', { name: 'Opening hours' }).click();
  const left = async (label: string) => (await page.getByLabel(label).boundingBox())?.x ?? 0;
  expect(await left('Sunday: opens')).toBeLessThan(await left('Sunday: closes'));
  await page.getByLabel('Sunday: closes').fill('13:00');
  const { pathname } = new URL(page.url());
  const gone = await (await system.staff('admin')).delete(`/v1/drafts/${pathname.split('/').at(-1)}`);
  expect(gone.status).toBe(204);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('This does not exist, or you have no access to it.').first().waitFor();
  await page.getByRole('combobox', { name: 'Language' }).selectOption('ar');
  await page.getByText('غير موجود، أو ليست لديك صلاحية الاطلاع عليه.').first().waitFor();
  await poll(() => page.getByText('This does not exist').count()).toBe(0);
  expect(await left('الأحد: الفتح')).toBeGreaterThan(await left('الأحد: الإغلاق'));
  await page.context().close();
});

test('on a phone, from right to left: every part of a draft', async () => {
  const page = await staffAt(browser, system, '/rules?program=filkhedma', 'admin', {
    ...phone,
    ...quiet,
    locale: 'ar-EG',
  });
  await page.getByRole('button', { name: 'تغيير القواعد' }).click();
  await page.getByRole('dialog').getByLabel('اسم المسودة').fill('ساعات');
  await page.getByRole('button', { name: 'إنشاء مسودة' }).click();
  await page.getByRole('tab').first().waitFor();
  for (const name of await page.getByRole('tab').allInnerTexts()) {
    await page.getByRole('tab', { name, exact: true }).click();
    await poll(() => page.getByRole('tab', { name, exact: true }).getAttribute('aria-selected')).toBe('true');
    await poll(() => isWide(page)).toBe(false);
  }
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});
