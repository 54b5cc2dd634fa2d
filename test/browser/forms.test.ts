// Forms of booking and administration, pages for people without a role, and the patterns of all fields.
import { describe, expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { PASSWORD } from '../harness/api.ts';
import { keepPasswords } from '../harness/own-password.ts';
import { complaintsOf, phone, staffAt, staffOf } from './guests.ts';
import { after } from './system.ts';
import { browser, system } from './opened.ts';
import { bookedPackage, cairoDay, clickedTwice, closeAll, englishDesk, soldFor } from './package-forms.ts';
import { poll } from './poll.ts';

const root = join(import.meta.dirname, '../..');

/** Every pattern in a tree of schemas. */
function patternsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'pattern' in value && typeof value.pattern === 'string' ? [value.pattern] : [];
  return [...own, ...Object.values(value).flatMap(patternsOf)];
}

describe('a pattern', () => {
  const written = globSync('web/src/**/*.{ts,tsx}', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\bpattern=(?:"([^"]*)"|\{'([^']*)'\})/g)].map(
      ([, plain, quoted]) => plain ?? quoted ?? '',
    ),
  );

  test('of a field or of a schema is one that browsers and JSON Schema both read', async () => {
    const { body } = await system.anonymous.get('/openapi.json');
    const known = patternsOf(body);
    expect(written.length).toBeGreaterThan(1);
    expect(known.length).toBeGreaterThan(2);
    const wrong = [...written, ...known].filter((pattern) => {
      try {
        return [new RegExp(pattern, 'u'), new RegExp(pattern, 'v')].length < 2;
      } catch {
        return true;
      }
    });
    expect(wrong).toEqual([]);
  });

  test('of a field is the server’s', async () => {
    const { body } = await system.anonymous.get('/openapi.json');
    const known = new Set(patternsOf(body));
    expect(written.filter((pattern) => !known.has(`^${pattern}$`))).toEqual([]);
  });
});

/** The reason why the browser itself does not send a field. */
const isHeldBack = (page: Page, name: string) =>
  page
    .getByRole('dialog')
    .getByLabel(name)
    .evaluate((field: HTMLInputElement) => field.validity.patternMismatch);

test('adding a person: what does not fit, or is taken, is said at its field', async () => {
  const admin = await staffOf(browser, system, 'admin');
  await admin.getByRole('table').waitFor();
  const logins = await admin.locator('tbody td[data-label="Логин"]').allInnerTexts();
  expect(logins.indexOf('klo-2')).toBeLessThan(logins.indexOf('klo-10'));
  await admin.getByRole('button', { name: 'Добавить сотрудника' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('Логин').fill('Клава Б');
  await poll(() => isHeldBack(admin, 'Логин')).toBe(true);
  await dialog.getByLabel('Логин').fill('klo-1');
  await poll(() => isHeldBack(admin, 'Логин')).toBe(false);
  await dialog.getByLabel('Имя').fill('   ');
  await dialog.getByLabel('Пароль').first().fill('careline');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await dialog.getByText('Недопустимое значение.').waitFor();
  await poll(() => dialog.getByLabel('Имя').getAttribute('aria-invalid')).toBe('true');
  await dialog.getByLabel('Имя').fill('Клава');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await dialog.getByText('Такой логин уже занят.').waitFor();
  await poll(() => dialog.getByLabel('Логин').getAttribute('aria-invalid')).toBe('true');
  await poll(() => dialog.getByLabel('Имя').getAttribute('aria-invalid')).not.toBe('true');
  expect(complaintsOf(admin)).toEqual([]);
  await admin.context().close();
});

test('making an API key: a bad name is held back by the browser, and what the server refuses is said at its field', async () => {
  const admin = await staffOf(browser, system, 'admin');
  await admin.getByRole('link', { name: 'Ключи API' }).click();
  await admin.getByRole('button', { name: 'Создать ключ' }).click();
  const dialog = admin.getByRole('dialog');
  const name = dialog.getByLabel('Название');
  await name.fill('Bad Name');
  await poll(() => isHeldBack(admin, 'Название')).toBe(true);
  await dialog.getByLabel('Менеджеры КЛО').check();
  await name.evaluate((field) => field.removeAttribute('pattern'));
  await dialog.getByRole('button', { name: 'Создать ключ' }).click();
  await dialog.getByText('Недопустимое значение. Строчные латинские буквы и цифры').waitFor();
  await poll(() => name.getAttribute('aria-invalid')).toBe('true');
  await poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
  await name.fill('site-2');
  await dialog.getByRole('button', { name: 'Создать ключ' }).click();
  await dialog.getByText('Скопируйте его сейчас').waitFor();
  expect(complaintsOf(admin)).toEqual([]);
  await admin.context().close();
});

test('somebody without a role is told so, and a section that is not one’s own says so', async () => {
  const admin = await system.cookie('admin');
  const payload = { login: 'new-1', name: 'Новенькая', password: PASSWORD };
  const added = await system.app.inject({ method: 'POST', url: '/v1/people', headers: { cookie: admin }, payload });
  expect(added.statusCode).toBe(201);
  await keepPasswords(system.database.orm, 'new-1');
  const newcomer = await staffOf(browser, system, 'new-1');
  await newcomer.getByRole('heading', { name: 'У вас пока нет роли' }).waitFor();
  await newcomer.goto(`${system.url}/people`);
  await newcomer.getByRole('heading', { name: 'У вас пока нет роли' }).waitFor();
  const manager = await staffAt(browser, system, '/people', 'klo-1');
  await manager.getByRole('heading', { name: 'У вашей роли нет доступа к этому разделу' }).waitFor();
  await poll(() => manager.getByRole('button', { name: 'Добавить сотрудника' }).count()).toBe(0);
  expect([...complaintsOf(newcomer), ...complaintsOf(manager)]).toEqual([]);
  await Promise.all([newcomer, manager].map((page) => page.context().close()));
});

/** True when an element is within the visible area and nothing covers its middle. */
const isInSight = (element: Locator) =>
  element.evaluate((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
    return seen !== null && (one.contains(seen) || seen.contains(one));
  });

test.each([
  ['ar-EG', 'اختر طريقة الدفع.'],
  ['en-US', 'Choose how the customer pays.'],
])('a booking that lacks only the way to pay leads there on a phone: %s', async (locale, words) => {
  const agent = await staffOf(browser, system, 'cc-2', { ...phone, locale });
  await agent.locator('form input').first().fill('Hoda');
  await agent.locator('input[type=tel]').fill('01001234567');
  await agent.locator('input[type=date]').first().fill(cairoDay(system, 3));
  await agent.locator('input[type=time]').first().fill('10:00');
  await agent.locator('input[inputmode=decimal]').fill('600');
  await agent.locator('main').evaluate((main) => main.scrollTo(0, 0));
  await agent.locator('form button[type=submit]').click();
  await agent.locator('input[type=radio]:focus').waitFor();
  await poll(() => isInSight(agent.getByText(words))).toBe(true);
  await closeAll(agent);
});

test('a dialog that is sent too early leads to its first field', async () => {
  const { id } = await soldFor(system, '01099900005', [{ date: cairoDay(system, 5), time: '10:00' }]);
  const agent = await staffAt(browser, system, `/packages/${id}`, 'cc-2', englishDesk);
  await agent.getByRole('button', { name: 'Request payment' }).click();
  const dialog = agent.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Request payment' }).click();
  await dialog.locator('input[type=radio]:focus').waitFor();
  await closeAll(agent);
});

/** The questions of a dialog, in their order. */
const questionsIn = (page: Page) => page.getByRole('dialog').locator('strong').allInnerTexts();

test('FK-03: what is strange about a booking is asked at once, going back changes nothing, and yes books it once', async () => {
  const night = [70, 71].map((days) => ({ date: cairoDay(system, days), time: '03:00' }));
  for (const phoneNumber of ['01099900001', '01099900002', '01099900003']) await soldFor(system, phoneNumber, night);
  const agent = await staffOf(browser, system, 'cc-1', englishDesk);
  await agent.getByLabel('Name').fill('Nadia');
  await agent.getByLabel('Phone').fill('01099900001');
  // A time that the clocks skip is reported as invalid and is not booked as another.
  await agent.getByLabel('Visit 1: date').fill('2031-04-25');
  await agent.getByLabel('Visit 1: time').fill('00:30');
  await agent.getByText('On Friday, April 25, 2031 the clocks go forward and skip 00:30.').waitFor();
  await poll(() => agent.getByLabel('Visit 1: time').getAttribute('aria-invalid')).toBe('true');
  await agent.getByRole('button', { name: 'Book package' }).click();
  await agent.getByText('Choose a date and a time.').waitFor();
  await agent.getByLabel('Visit 1: date').fill(cairoDay(system, 400));
  await agent.getByLabel('Visit 1: time').fill('03:00');
  await agent.getByLabel('Package price').fill('24,000');
  await agent.getByRole('radio', { name: 'Card' }).check();
  const book = agent.getByRole('button', { name: 'Book package' });
  await book.click();
  await agent.getByText('The first visit is too far away. Please check the date.').waitFor();
  await poll(() => agent.getByLabel('Visit 1: date').getAttribute('aria-invalid')).toBe('true');
  await poll(() => agent.getByRole('dialog').count()).toBe(0);

  await agent.getByLabel('Visit 1: date').fill(cairoDay(system, 70));
  await agent.getByRole('button', { name: 'Add visit' }).click();
  await agent.getByLabel('Visit 2: date').fill(cairoDay(system, 70));
  await book.click();
  const dialog = agent.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Go back' }).and(agent.locator(':focus')).waitFor();
  await poll(() => questionsIn(agent)).toEqual([
    'The first visit is 70 days away. Is the date right?',
    'Two visits of this package start at the same time',
    'This phone number already has another package with a visit at that time',
    'These visits are outside working hours',
    'The price is unusual',
  ]);
  await dialog.getByText('EGP 24,000.00 for 2 visits. The usual price is about EGP 2,400.00.').waitFor();
  await dialog
    .getByText(/^\w+day, \w+ \d+, 20\d\d, 03:00, /)
    .first()
    .waitFor();
  await dialog.getByRole('button', { name: 'Go back' }).click();
  await dialog.waitFor({ state: 'detached' });
  const search = '/v1/service-packages?program=filkhedma&search=01099900001';
  const booked = async () => (await (await system.staff('cc-1')).get(search)).body.items;
  expect(await booked()).toHaveLength(1);
  await book.click();
  const bookings = await clickedTwice(
    agent,
    dialog.getByRole('button', { name: 'Book anyway' }),
    /\/service-packages$/,
  );
  await agent.waitForURL('**/packages/*');
  expect(bookings()).toBe(1);
  await agent.getByRole('heading', { name: 'Nadia' }).waitFor();
  // Both were booked at the same instant, so their order is undefined.
  const names = (await booked()).map(({ customer }: { customer: { name: string } }) => customer.name);
  expect(names.toSorted()).toEqual(['Customer 01099900001', 'Nadia']);
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});

test('FK-03: moving the first visit far ahead, or adding one at night, asks first', async () => {
  const { id } = await soldFor(system, '01099900004', [{ date: cairoDay(system, 5), time: '10:00' }]);
  const agent = await staffAt(browser, system, `/packages/${id}`, 'cs-1', englishDesk);
  await agent.getByRole('button', { name: /^Move: / }).click();
  const dialog = agent.getByRole('dialog');
  const moveTo = async (days: number) => {
    await dialog.getByLabel('Date').fill(cairoDay(system, days));
    await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  };
  await moveTo(400);
  await dialog.getByText('The first visit is too far away. Please check the date.').waitFor();
  await poll(() => dialog.getByLabel('Date').getAttribute('aria-invalid')).toBe('true');
  await moveTo(80);
  await dialog.getByText('The first visit is 80 days away. Is the date right?').waitFor();
  await dialog.getByRole('button', { name: 'Go back' }).click();
  await poll(() => dialog.getByLabel('Date').inputValue()).toBe(cairoDay(system, 80));
  await moveTo(90);
  const moves = await clickedTwice(agent, dialog.getByRole('button', { name: 'Move visit anyway' }), /\/reschedule$/);
  await agent.getByText('Visit moved.').waitFor();
  expect(moves()).toBe(1);
  await agent.getByRole('button', { name: /^Cancel visit: / }).click();
  await dialog.getByRole('button', { name: 'Cancel visit' }).click();
  await agent.getByRole('button', { name: 'Add visit' }).click();
  await dialog.getByLabel('Date').fill(cairoDay(system, 9));
  await dialog.getByLabel('Time').fill('23:30');
  await dialog.getByRole('button', { name: 'Add visit' }).click();
  await dialog.getByText('This visit is outside working hours').waitFor();
  await dialog.getByRole('button', { name: 'Add visit anyway' }).click();
  await agent.getByText('Visit added.').waitFor();
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});

// This test comes last in the file, because it lets days pass.
test('FK-12: on the last call the package is booked again with one click, and the ticket says so', async () => {
  const wanted = { name: 'Rania', address: 'Maadi 9', payment: 'later', isPaid: false, firstInDays: 1.5 } as const;
  const { id } = await bookedPackage(system, 'cs-1', wanted);
  await system.advance(after(system, 2 * 24 * 60));
  const staff = await system.staff('cs-lead');
  const { body: old } = await staff.get(`/v1/service-packages/${id}`);
  expect(old.stage).toBe('cancelled');
  const agent = await staffAt(browser, system, `/tickets/${old.tickets[0]}`, 'cs-lead', englishDesk);
  await agent.getByRole('link', { name: 'Book again' }).click();
  await agent.getByText('Filled in from the earlier package. Choose the dates of the visits.').waitFor();
  await poll(() => agent.getByLabel('Name').inputValue()).toBe('Rania');
  await poll(() => agent.getByLabel('Phone').inputValue()).toBe('0100 123 4567');
  await poll(() => agent.getByLabel('Address').inputValue()).toBe('Maadi 9');
  await poll(() => agent.getByLabel('Package price').inputValue()).toBe('2400');
  await poll(() => agent.getByRole('radio', { name: 'Later' }).isChecked()).toBe(true);
  await poll(() => agent.getByLabel('Visit 4: date').inputValue()).toBe('');
  await agent.reload();
  await agent.getByText('Filled in from the earlier package.').waitFor();
  await agent.getByRole('radio', { name: 'Card' }).check();
  await agent.getByRole('button', { name: 'Book package' }).click();
  await agent.getByText('Choose a date and a time.').waitFor();
  await agent.getByLabel('Visit 1: date').fill(cairoDay(system, 4));
  await agent.getByLabel('Visit 1: time').fill('10:00');
  await agent.getByRole('button', { name: 'Weekly × 4' }).click();
  await agent.getByRole('button', { name: 'Book package' }).click();
  await agent.getByText('Booked again. The ticket is closed.').waitFor();
  await agent.waitForURL('**/packages/*');
  await agent.getByText('Booked again from').waitFor();
  await agent.getByRole('link', { name: 'Open package' }).click();
  await agent.getByText('Booked again as').waitFor();
  await poll(() => agent.getByRole('link', { name: 'Book again' }).count()).toBe(0);
  const { body: ticket } = await staff.get(`/v1/tickets/${old.tickets[0]}`);
  expect(ticket).toMatchObject({ status: 'closed', result: 'booked' });
  expect(complaintsOf(agent)).toEqual([]);
  await closeAll(agent);
});
