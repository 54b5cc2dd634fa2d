// A program with three questions: the customer answers them, sees and corrects what was kept; its people see the answers
// by the program's own names.
import { expect, test } from '@jest/globals';
import { publishEdited } from '../harness/published.ts';
import { threeQuestions } from '../harness/three-questions.ts';
import { complaintsOf, customerOf, desk, rows, say, staffAt } from './guests.ts';
import { browser, system } from './opened.ts';

test('three questions are asked, kept under their names, and corrected by the customer and by the manager', async () => {
  await publishEdited(system.database.orm, 'cdek', { edits: threeQuestions, validFrom: system.now() });
  const customer = await customerOf(browser, system);
  await customer.getByText('Номер посылки?').waitFor();
  await say(customer, 'не знаю');
  await customer.getByText('Номер посылки?').nth(1).waitFor();
  for (const [answer, next] of [
    ['AB123456', 'Кто платит?'],
    ['7707083893', 'Что ещё?'],
    ['Позвонить дважды', 'Сохранили Пожелание: Позвонить дважды'],
  ] as const) {
    await say(customer, answer);
    await customer.getByText(next).waitFor();
  }
  await customer.getByText('Сохранили Посылка: AB123456').waitFor();
  await customer.getByText('Сохранили Плательщик: 7707083893').waitFor();
  await customer.getByRole('button', { name: 'вопрос по заявке/заказу' }).click();
  await customer.getByText('в течение 10 минут').waitFor();

  await customer.getByRole('button', { name: /Посылка: AB123456.*Исправить ответы/ }).click();
  const question = customer.getByRole('dialog', { name: 'Исправить ответы' });
  await question.getByLabel('Посылка').fill('AB');
  await question.getByLabel('Пожелание').fill('');
  await question.getByRole('button', { name: 'Сохранить ответы' }).click();
  await question.getByText('Введите ответ.').waitFor();
  await question.getByLabel('Пожелание').fill('Не звонить');
  await question.getByRole('button', { name: 'Сохранить ответы' }).click();
  await question.getByText('другой вид').waitFor();
  await question.getByLabel('Посылка').fill('CD654321');
  await question.getByRole('button', { name: 'Сохранить ответы' }).click();
  await question.waitFor({ state: 'detached' });
  await customer.getByRole('button', { name: /Посылка: CD654321.*Пожелание: Не звонить/ }).waitFor();

  const manager = await staffAt(browser, system, '/inbox/waiting', 'klo-1', { ...desk, locale: 'en-US' });
  await rows(manager).getByText('Parcel CD654321').click();
  await manager.getByRole('button', { name: 'Accept' }).click();
  const facts = manager.getByRole('region', { name: 'Request' });
  for (const said of ['Parcel', 'Payer', '7707083893', 'Wish', 'Не звонить'])
    await facts.getByText(said, { exact: true }).waitFor();
  await manager.getByText('The customer answered: Payer').waitFor();
  await manager.getByText(/Parcel corrected: AB123456 → CD654321/).waitFor();
  await manager.getByRole('button', { name: 'Correct answers' }).click();
  const dialog = manager.getByRole('dialog');
  await dialog.getByLabel('Payer').fill('ДГ-7');
  await dialog.getByRole('button', { name: 'Save answers' }).click();
  await manager.getByText(/Payer corrected: 7707083893 → ДГ-7/).waitFor();
  await customer.getByRole('button', { name: /Плательщик: ДГ-7/ }).waitFor();
  expect([complaintsOf(customer), complaintsOf(manager)]).toEqual([[], []]);
  await Promise.all([customer, manager].map((one) => one.context().close()));
});
