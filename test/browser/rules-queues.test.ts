// The forms of queues, questions, texts and languages on the page Rules, and a new business from the rules of another.
import { expect, test } from '@jest/globals';
import { look, quiet } from './axe.ts';
import { complaintsOf, desk, phone, staffAt } from './guests.ts';
import { browser, system } from './opened.ts';
import { poll } from './poll.ts';
import { isWide, openPart, saved } from './rules-draft.ts';

test('the rule of a step, the role of a queue, and a new queue with its categories', async () => {
  const draft = await openPart('cdek', 'ladders');
  const { page, panel } = draft;
  const klo = panel.getByRole('region', { name: /klo$/ });
  await klo.getByLabel('Rule that timelines name').first().fill('Office rule 7');
  await klo.getByLabel('Rule outside opening hours').fill('Office rule 8');
  await panel
    .getByRole('region', { name: /settlements$/ })
    .getByLabel('Role that hears of a new request')
    .selectOption('support');
  const fresh = panel.getByRole('region', { name: 'New queue' });
  await fresh.getByLabel('Role that hears of a new request').selectOption('support');
  await fresh.getByRole('group', { name: 'Categories that move into it' }).getByRole('checkbox').nth(2).check();
  await fresh.getByLabel('Id of the new queue').fill('account');
  await fresh.getByRole('button', { name: 'Add queue' }).click();
  await panel.getByRole('region', { name: /account$/ }).waitFor();
  await look(page, 'ladders with a new queue');
  const { program } = await saved(draft);
  const { queues = {}, categories } = program.conversation ?? {};
  expect(queues['klo']?.ladder).toMatchObject([{ rule: 'Office rule 7' }, { outOfHours: { rule: 'Office rule 8' } }]);
  expect([queues['settlements']?.role, queues['account']?.role]).toEqual(['support', 'support']);
  expect(categories?.find(({ category }) => category === 'account')?.queue).toBe('account');
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('a category is added with its names, and a queue without one is said to be unreachable', async () => {
  const draft = await openPart('cdek', 'ladders');
  const { page, panel } = draft;
  const categories = panel.getByRole('region', { name: 'Categories' });
  await categories.getByLabel('Id of the new category').fill('claims');
  await categories.getByRole('button', { name: 'Add category' }).click();
  const claims = categories.getByRole('group', { name: /claims/ });
  for (const [language, name] of [
    ['English', 'Claims'],
    ['Russian', 'Претензии'],
    ['Arabic', 'شكاوى'],
  ] as const)
    await claims.getByLabel(`Name (${language})`).fill(name);
  await claims.getByLabel('Queue').selectOption('settlements');
  const { program, texts } = await saved(draft);
  expect(program.conversation?.categories?.at(-1)).toEqual({ category: 'claims', queue: 'settlements' });
  expect(texts['ru']?.labels?.['categories']?.['claims']).toBe('Претензии');
  await categories
    .getByRole('group', { name: /settlements/ })
    .getByLabel('Queue')
    .selectOption('klo');
  await claims.getByLabel('Queue').selectOption('klo');
  await page.getByText('Nothing leads to this queue').waitFor();
  await panel
    .getByRole('region', { name: /settlements$/ })
    .getByRole('button', { name: 'Remove this queue' })
    .click();
  expect(Object.keys((await saved(draft)).program.conversation?.queues ?? {})).toEqual(['klo', 'support']);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('the one question of the earlier form becomes a list with the second', async () => {
  const draft = await openPart('cdek', 'questions');
  const { page, panel } = draft;
  await panel.getByLabel('Id of the new question').fill('city');
  await panel.getByRole('button', { name: 'Add question' }).click();
  const city = panel.getByRole('group', { name: /city/ });
  await city.getByText('This value does not fit').waitFor();
  await city.getByLabel('Text that asks it').selectOption('category-prompt');
  for (const [language, name] of [
    ['English', 'City'],
    ['Russian', 'Город'],
    ['Arabic', 'المدينة'],
  ] as const)
    await city.getByLabel(`Name (${language})`).fill(name);
  const first = panel.getByRole('group', { name: /contract-or-inn/ });
  await first.getByText('A name is missing in one language').first().waitFor();
  for (const [language, name] of [
    ['English', 'Contract'],
    ['Russian', 'Договор'],
    ['Arabic', 'العقد'],
  ] as const)
    await first.getByLabel(`Name (${language})`).fill(name);
  await city.getByLabel('Accepted answers').selectOption('pattern');
  await city.getByLabel('Pattern (regular expression)').fill('([a-z');
  await city.getByText('The pattern is not valid').waitFor();
  await city.getByLabel('Pattern (regular expression)').fill('\\p{L}+');
  await look(page, 'questions');
  const { program, texts } = await saved(draft);
  expect(program.conversation?.identification).toBeUndefined();
  expect(program.conversation?.questions).toEqual([
    { id: 'contract-or-inn', check: { kind: 'inn-or-contract' } },
    { id: 'city', prompt: 'category-prompt', check: { kind: 'pattern', pattern: '\\p{L}+' } },
  ]);
  expect(texts['en']?.labels?.['questions']).toEqual({ 'contract-or-inn': 'Contract', city: 'City' });
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('a new text, and a new language that begins with the names of the first', async () => {
  const draft = await openPart('cdek', 'texts');
  const { page, panel } = draft;
  await panel.getByLabel('Id of the new text').fill('lunch');
  await panel.getByRole('button', { name: 'Add text' }).click();
  const lunch = panel.getByRole('region', { name: 'lunch' });
  await lunch.getByText('This value does not fit').waitFor();
  await lunch.getByLabel('Text', { exact: true }).fill('Вернёмся в два.');
  await panel.getByLabel('Language tag, such as pt-BR').fill('xx-nothing-1');
  await panel.getByRole('button', { name: 'Add language' }).click();
  await panel.getByText('There is no such language.').waitFor();
  await panel.getByLabel('Language tag, such as pt-BR').fill('KK');
  await panel.getByRole('button', { name: 'Add language' }).click();
  await look(page, 'texts with a new language');
  const { program, texts } = await saved(draft);
  expect(program.staffLocales).toEqual(['en', 'ar', 'kk']);
  expect(texts['kk']?.labels).toEqual(texts['ru']?.labels);
  expect(texts['ru']?.texts?.['lunch']).toBe('Вернёмся в два.');
  await page.getByRole('tab', { name: 'Names' }).click();
  await panel.getByLabel('Kazakh').first().waitFor();
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('an admin makes a new business from the rules of another; a name that is in use is refused at its field', async () => {
  const page = await staffAt(browser, system, '/rules?program=filkhedma', 'admin', {
    ...desk,
    ...quiet,
    locale: 'en-GB',
  });
  await page.getByRole('button', { name: 'New business' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Create business' }).click();
  await dialog.getByText('Enter the name of the business.').waitFor();
  await dialog.getByLabel('Name of the business').fill('Bright Homes');
  await dialog.getByLabel('Name in addresses').fill('cdek');
  await look(page, 'new business');
  await dialog.getByRole('button', { name: 'Create business' }).click();
  await dialog.getByText('There is already a program with this name.').waitFor();
  await dialog.getByLabel('Name in addresses').fill('bright-homes');
  await dialog.getByRole('button', { name: 'Create business' }).dblclick();
  await page.getByRole('heading', { name: 'Rules: Bright Homes' }).waitFor();
  await poll(() => page.locator('tbody tr').count()).toBe(1);
  expect(page.url()).toContain('program=bright-homes');
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('an owner of one program makes no new business', async () => {
  const memberships = [{ program: 'cdek', role: 'program-owner' }];
  await (await system.staff('admin')).patch('/v1/people/support-2', { memberships });
  const page = await staffAt(browser, system, '/rules', 'support-2', { ...desk, ...quiet, locale: 'en-GB' });
  await page.getByRole('button', { name: 'Change the rules' }).waitFor();
  expect(await page.getByRole('button', { name: 'New business' }).count()).toBe(0);
  await page.context().close();
});

test('on a phone, from right to left: the forms stay inside the screen', async () => {
  const { page } = await openPart('cdek', 'ladders', { ...phone, ...quiet, locale: 'ar-EG', colorScheme: 'dark' });
  for (const part of ['التصعيد', 'الأسئلة', 'النصوص']) {
    await page.getByRole('tab', { name: part, exact: true }).click();
    await poll(() => page.getByRole('tab', { name: part, exact: true }).getAttribute('aria-selected')).toBe('true');
    await poll(() => isWide(page)).toBe(false);
    await look(page, part);
  }
  await page.context().close();
});
