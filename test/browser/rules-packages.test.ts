// The forms of packages and tickets on the page Rules: what is typed is in the draft, and a mistake is at its field.
import { expect, test } from '@jest/globals';
import { look, quiet } from './axe.ts';
import { complaintsOf, phone } from './guests.ts';
import { poll } from './poll.ts';
import { isWide, openPart, saved } from './rules-draft.ts';
import './opened.ts';

test('a package gets its names, size, price and validity; a price that the currency cannot hold is said at its field', async () => {
  const draft = await openPart('filkhedma', 'packages');
  const { page, panel } = draft;
  await panel.getByLabel('Id of the new package').fill('Weekly 4');
  await panel.getByRole('button', { name: 'Add package' }).click();
  await panel.getByText('Use lower-case Latin letters').waitFor();
  await panel.getByLabel('Id of the new package').fill('weekly-4');
  await panel.getByRole('button', { name: 'Add package' }).click();
  const item = panel.getByRole('group', { name: /weekly-4/ });
  await item.getByText('This value does not fit').waitFor();
  await item.getByLabel('Price (EGP)').fill('2400');
  await item.getByText('A name is missing in one language').first().waitFor();
  await item.getByLabel('Name (English)').fill('Four weeks');
  await item.getByLabel('Name (Russian)').fill('Четыре недели');
  await item.getByLabel('Name (Arabic)').fill('أربعة أسابيع');
  await item.getByLabel('Number of visits').fill('4');
  await item.getByLabel('Price (EGP)').fill('2400.555');
  await item.getByText('This price does not fit the currency').waitFor();
  await look(page, 'packages with a mistake');
  await item.getByLabel('Price (EGP)').fill('2400.5');
  await item.getByLabel('Validity of its own').check({ force: true });
  await item.getByLabel('Valid for, months').fill('2');
  await look(page, 'packages');
  const { program, texts } = await saved(draft);
  expect(program.servicePackage?.catalogue).toEqual([
    { id: 'weekly-4', visits: 4, price: '2400.50', validity: { months: 2, graceDays: 14 } },
  ]);
  expect(texts['ar']?.labels?.['packages']).toEqual({ 'weekly-4': 'أربعة أسابيع' });
  await item.getByRole('button', { name: 'Remove “Four weeks”' }).click();
  const after = await saved(draft);
  expect(after.program.servicePackage?.catalogue).toBeUndefined();
  expect(after.texts['en']?.labels?.['packages']?.['weekly-4']).toBeUndefined();
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('limits of the free price, terms, and the calls of the grace', async () => {
  const draft = await openPart('filkhedma', 'packages');
  const { page, panel } = draft;
  await panel.getByLabel('Packages at an agreed price').selectOption('within');
  await panel.getByLabel('Lowest price (EGP)').fill('500');
  await panel.getByLabel('Highest price (EGP)').fill('400');
  await panel.getByText('These are not in order').waitFor();
  await panel.getByLabel('Highest price (EGP)').fill('9,000');
  await panel.getByLabel('Changes are free until this time before the visit', { exact: true }).fill('48');
  await panel.getByLabel('Counted back from').selectOption('visit-day');
  await panel.getByRole('group', { name: 'Share of unused visits that is paid back: 70%' }).waitFor();
  await panel.getByLabel('Parts paid back').fill('9');
  await panel.getByRole('group', { name: 'Share of unused visits that is paid back: 90%' }).waitFor();
  await panel.getByLabel('Grace period, days').fill('20');
  await panel.getByLabel('Hour at which the last chance ends').fill('18:30');
  await panel.getByRole('button', { name: 'Add call' }).click();
  const call = panel.getByRole('group', { name: 'Call 3' });
  await call.getByLabel('Days after the end').fill('10');
  await call.getByLabel('An earlier call does not count as this one').check();
  await panel.getByRole('group', { name: 'Call 2' }).getByLabel('Closes the ticket').uncheck();
  await call.getByLabel('Closes the ticket').check();
  const { servicePackage } = (await saved(draft)).program as { servicePackage: object };
  expect(servicePackage).toMatchObject({
    freePrice: { least: '500.00', most: '9000.00' },
    visits: { freeChange: 'PT48H', cutOff: 'visit-day' },
    cancellation: { refund: { numerator: 9, denominator: 10 } },
    validity: {
      graceDays: 20,
      calls: [{ day: 1 }, { day: 6, closesTicket: false }, { day: 10, closesTicket: true, notBefore: true }],
    },
    chase: { lastChanceAt: '18:30' },
  });
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('a ticket type is added and changed', async () => {
  const draft = await openPart('filkhedma', 'tickets');
  const { page, panel } = draft;
  await panel.getByLabel('Id of the new type').fill('complaint');
  await panel.getByRole('button', { name: 'Add ticket type' }).click();
  const type = panel.getByRole('region', { name: /complaint/ });
  await type.getByText('A name is missing in one language').first().waitFor();
  for (const [language, name] of [
    ['English', 'Complaint'],
    ['Russian', 'Жалоба'],
    ['Arabic', 'شكوى'],
  ] as const)
    await type.getByLabel(`Name (${language})`).fill(name);
  await type.getByLabel('Team', { exact: true }).selectOption('operations');
  await type.getByLabel('Distribution').selectOption('claim');
  await type.getByRole('group', { name: 'May open one by hand' }).getByLabel('Finance').check();
  await type.getByLabel('Working time until the first call', { exact: true }).fill('6');
  await type.getByLabel('Next call after no answer, in days').fill('');
  await type.getByText('This value does not fit').waitFor();
  await type.getByLabel('Next call after no answer, in days').fill('3');
  await type.getByLabel('Id of the new result').fill('scheduled');
  await type.getByRole('button', { name: 'Add result' }).click();
  await type
    .getByLabel(/“Visit scheduled” needs|“Scheduled” needs|“.*” needs/)
    .last()
    .selectOption('planned-visit');
  await look(page, 'tickets');
  const { program } = await saved(draft);
  expect(program.tickets?.types?.['complaint']).toEqual({
    ...{ label: 'complaint', team: 'operations', distribution: 'claim', lead: 'customer-success-lead' },
    ...{ alsoTakenBy: [], openedBy: ['customer-success', 'finance'], callWithin: 'PT6H', nextCallInDays: 3 },
    results: ['booked', 'not-interested', 'no-answer', 'other', 'scheduled'],
    ...{ resultNeeds: { scheduled: 'planned-visit' }, tag: 'complaint', rule: 'FK-04' },
  });
  expect(await isWide(page)).toBe(false);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

test('on a phone, from right to left: the forms stay inside the screen', async () => {
  const { page, panel } = await openPart('filkhedma', 'packages', {
    ...{ ...phone, ...quiet },
    ...({ locale: 'ar-EG', colorScheme: 'dark' } as const),
  });
  await panel.getByLabel('معرّف الباقة الجديدة').fill('weekly-4');
  await panel.getByRole('button', { name: 'إضافة باقة' }).click();
  await panel.getByRole('group', { name: /weekly-4/ }).waitFor();
  await poll(() => isWide(page)).toBe(false);
  await look(page, 'packages on a phone');
  await page.getByRole('tab', { name: 'التذاكر', exact: true }).click();
  await panel.getByRole('region', { name: /not-paid/ }).waitFor();
  await poll(() => isWide(page)).toBe(false);
  await look(page, 'tickets on a phone');
  await page.context().close();
});
