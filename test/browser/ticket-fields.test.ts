// A program's own fields on the page of a ticket: shown, filled in and demanded before closing, at a desk and on a phone.
import { expect, test } from '@jest/globals';
import { publishEdited } from '../harness/published.ts';
import { ticketFields } from '../harness/ticket-fields.ts';
import { look, quiet } from './axe.ts';
import { complaintsOf, phone, staffAt } from './guests.ts';
import { browser, system } from './opened.ts';
import { closeAll, englishDesk } from './package-forms.ts';

async function followUp(name: string): Promise<{ id: string; assignee: string }> {
  const customer = { name, phone: '01001234567' };
  const staff = await system.staff('cc-1');
  const answer = await staff.post('/v1/programs/filkhedma/tickets', { type: 'outbound-sales-request', customer });
  return answer.body as { id: string; assignee: string };
}

test('details are filled in, a number and a missing detail are checked, and the timeline says who did it', async () => {
  await publishEdited(system.database.orm, 'filkhedma', { edits: ticketFields, validFrom: system.now() });
  const { id, assignee } = await followUp('Heba Adel');
  const page = await staffAt(browser, system, `/tickets/${id}`, assignee, { ...englishDesk, ...quiet });
  const card = page.getByRole('region', { name: 'Details' });
  await card.getByText('Fill in before closing: Reason and Wish.').waitFor();
  await page.getByRole('button', { name: 'Close ticket' }).click();
  const closing = page.getByRole('dialog', { name: 'Close ticket' });
  await closing.getByRole('radio', { name: 'Not interested' }).check();
  await closing.getByRole('button', { name: 'Close ticket' }).click();
  await closing.getByText('Fill in before closing: Reason and Wish.').waitFor();
  await closing.getByRole('button', { name: 'Back' }).last().click();

  await card.getByRole('button', { name: 'Edit details' }).click();
  const dialog = page.getByRole('dialog', { name: 'Details' });
  await dialog.getByLabel('Reason').selectOption({ label: 'Time' });
  await dialog.getByLabel('Wish').fill('calls after six');
  await dialog.getByLabel('Rooms').fill('three');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Enter a number, such as 2.5.').waitFor();
  await dialog.getByLabel('Rooms').fill('3');
  await dialog.getByLabel('Call on').fill('2031-03-10');
  await dialog.getByText('Monday, March 10, 2031').waitFor();
  await look(page, 'details of a ticket');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Details saved.').waitFor();
  await dialog.waitFor({ state: 'detached' });
  for (const shown of ['Time', 'calls after six', '3', 'Monday, March 10, 2031'])
    await card.getByText(shown, { exact: true }).waitFor();
  await page.getByText(/changed: Reason, Wish, Rooms,? and Call on/).waitFor();
  const { body } = await (await system.staff('cs-1')).get(`/v1/tickets/${id}`);
  expect(body.fields.map(({ value }: { value: unknown }) => value)).toEqual([
    'time',
    'calls after six',
    3,
    '2031-03-10',
  ]);

  await page.getByRole('button', { name: 'Close ticket' }).click();
  await closing.getByRole('radio', { name: 'Not interested' }).check();
  await closing.getByRole('button', { name: 'Close ticket' }).click();
  await page.getByText('Ticket closed.').waitFor();
  await card.getByRole('button', { name: 'Edit details' }).waitFor({ state: 'detached' });
  await card.getByText('calls after six').waitFor();
  expect(complaintsOf(page)).toEqual([]);
  await closeAll(page);
});

test.each([
  ['ar-EG', 'البيانات', 'تعديل البيانات', 'الغرف', 'حفظ', 'تم حفظ البيانات.', '٣'],
  ['ru-RU', 'Сведения', 'Изменить сведения', 'Комнат', 'Сохранить', 'Сведения сохранены.', '3'],
])('on a phone in %s nothing is wider than the screen', async (locale, title, edit, rooms, save, saved, typed) => {
  const { id, assignee } = await followUp('منى');
  const page = await staffAt(browser, system, `/tickets/${id}`, assignee, { ...phone, ...quiet, locale });
  await page.getByRole('region', { name: title }).getByRole('button', { name: edit }).click();
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.getByLabel(rooms).fill(typed);
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(width).toBeLessThanOrEqual(0);
  await look(page, 'details of a ticket');
  await dialog.getByRole('button', { name: save }).click();
  await page.getByText(saved).waitFor();
  const { body } = await (await system.staff('cs-1')).get(`/v1/tickets/${id}`);
  expect(body.fields[2]).toEqual({ field: 'rooms', value: 3 });
  expect(complaintsOf(page)).toEqual([]);
  await closeAll(page);
});
