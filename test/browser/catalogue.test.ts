// A booking from the catalogue of a program whose things have names of their own, and a price that changes meanwhile.
import { expect, test } from '@jest/globals';
import { type Edit, publishEdited } from '../harness/published.ts';
import { complaintsOf, staffOf } from './guests.ts';
import { browser, system } from './opened.ts';
import { cairoDay, closeAll, englishDesk } from './package-forms.ts';
import { poll } from './poll.ts';
import { after } from './system.ts';

const WORDS =
  'product: { package: { one: Course, other: Courses }, visit: { one: Lesson, other: Lessons } }\nlabels:\n';

function selling(price: string): Edit[] {
  const catalogue = `catalogue: [{ id: four, visits: 4, price: '${price}' }]\n  freePrice: null\n`;
  const named = (language: string): Edit[] => [
    [`texts.${language}.yaml`, '  methods:', '  packages: { four: Four lessons }\n  methods:'],
    [`texts.${language}.yaml`, 'labels:\n', WORDS],
  ];
  return [['program.yaml', '  booking:\n', `  ${catalogue}  booking:\n`], ...['ar', 'en', 'ru'].flatMap(named)];
}

const publish = (price: string) =>
  publishEdited(system.database.orm, 'filkhedma', { edits: selling(price), validFrom: after(system, 0) });

test('the form sells the catalogue, says the program’s words, and a new price before the booking', async () => {
  await publish('1500.50');
  const agent = await staffOf(browser, system, 'cc-1', englishDesk);
  await agent.getByRole('navigation').getByRole('link', { name: 'Courses' }).waitFor();
  await agent.getByLabel('Name').fill('Mona');
  await agent.getByLabel('Phone').fill('01001234567');
  await agent.getByLabel('Visit 1: date').fill(cairoDay(system, 3));
  await agent.getByLabel('Visit 1: time').fill('10:00');
  await agent.getByRole('radio', { name: 'Card' }).check();
  // Nothing is chosen at first, and without a choice nothing is sent.
  await agent.getByRole('button', { name: 'Book course' }).click();
  await agent.getByText('Choose from the list: course.').waitFor();
  await agent.getByRole('radio', { name: 'Four lessons' }).check();
  const price = agent.getByLabel('Course price');
  await poll(() => price.inputValue()).toBe('1500.50');
  await poll(() => price.evaluate((field: HTMLInputElement) => field.readOnly)).toBe(true);
  await agent.getByText('Lessons: 4 · EGP 1,500.50 · Card').waitFor();
  await publish('1600');
  await agent.getByRole('button', { name: 'Book course' }).click();
  await agent.getByText('This course has changed in the catalogue.').waitFor();
  // The form has the new price, so the agent can say it.
  await agent.getByText('Lessons: 4 · EGP 1,600.00 · Card').waitFor();
  await agent.getByRole('button', { name: 'Book course' }).click();
  await agent.waitForURL('**/packages/*');
  await agent.getByText('Four lessons').waitFor();
  await agent.getByText('3 visits have no date yet.').waitFor();
  const { body } = await (await system.staff('cc-1')).get('/v1/service-packages?program=filkhedma');
  expect(body.items).toMatchObject([{ catalogueItem: 'four', priceMinor: 160_000, bought: 4 }]);
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});
