// A business that did not exist a minute ago: its document comes over the API to a running installation. Its customer
// chats, its people answer and sell, and the system is not restarted.
import { expect, test } from '@jest/globals';
import { PASSWORD } from '../harness/api.ts';
import { keepPasswords } from '../harness/own-password.ts';
import { readSource } from '../../programs/source.ts';
import { type Any, sources } from '../programs/wrong-documents.ts';
import { complaintsOf, phone, reply, rows, staffAt } from './guests.ts';
import { browser, system } from './opened.ts';
import { cairoDay, closeAll, englishDesk, fillBooking } from './package-forms.ts';
import { poll } from './poll.ts';

/** The music school of the rehearsals under another name. It also takes cards. */
function musicSchool(): Any {
  const document = structuredClone(readSource(sources.lessons).document) as Any;
  document.program.name = 'music-school';
  document.program.servicePackage.methods = ['card', 'cash'];
  document.program.servicePackage.access['pay-in-sandbox'] = ['desk'];
  document.texts.en.labels.methods.card = 'Card';
  document.texts.en.product = soldAs('Membership', 'Memberships');
  return document;
}

const soldAs = (one: string, other: string) => ({
  package: { one, other },
  visit: { one: 'Lesson', other: 'Lessons' },
});

async function hire(admin: Any, login: string, role: string): Promise<void> {
  const memberships = [{ program: 'music-school', role }];
  const hired = await admin.post('/v1/people', { login, name: `Dana ${role}`, password: PASSWORD, memberships });
  expect(hired.status).toBe(201);
}

async function renameToPasses(admin: Any): Promise<void> {
  const document = musicSchool();
  document.texts.en.product = soldAs('Pass', 'Passes');
  const { status, body } = await admin.post('/v1/programs/music-school/drafts', { base: 1, document });
  expect(status).toBe(201);
  expect((await admin.post(`/v1/drafts/${body.id}/publish`, { note: 'Other words' })).status).toBe(200);
}

test('its customer is answered and its package is sold, with its own words, hours and methods', async () => {
  const admin = await system.staff('admin');
  const made = await admin.post('/v1/programs', { document: musicSchool() });
  expect(made.status).toBe(201);
  await hire(admin, 'school-desk', 'desk');
  await keepPasswords(system.database.orm, 'school-desk');

  const context = await browser.newContext({ ...phone, locale: 'en-US' });
  const customer = await context.newPage();
  await customer.goto(`${system.url}/chat/music-school`);
  await customer.getByText('Hello! This is the music school.').waitFor();
  await customer.getByRole('button', { name: 'My timetable' }).click();
  await customer.getByText('Someone from the front desk will answer in five minutes.').waitFor();

  const agent = await staffAt(browser, system, '/inbox/waiting', 'school-desk', englishDesk);
  await rows(agent).first().click();
  await agent.getByRole('heading', { name: 'My timetable' }).waitFor();
  await agent.getByRole('button', { name: 'Accept' }).click();
  await reply(agent).fill('Your lessons are on Tuesdays.');
  await reply(agent).press('Enter');
  await customer.getByText('Your lessons are on Tuesdays.').waitFor();

  await agent.goto(`${system.url}/booking`);
  await fillBooking(agent, { name: 'Ada Moss', phone: '2125550123', day: cairoDay(system, 8), payment: 'Card' });
  await agent.getByRole('heading', { name: 'Booking: membership' }).waitFor();
  await agent.getByRole('button', { name: 'Book membership' }).click();
  await agent.waitForURL('**/packages/*');
  await agent.getByRole('button', { name: 'Pay now (sandbox)' }).click();
  await agent.getByRole('heading', { name: /^Active until/ }).waitFor();
  const id = agent.url().split('/').at(-1);
  const { body } = await (await system.staff('school-desk')).get(`/v1/service-packages/${id}`);
  expect(body).toMatchObject({ program: 'music-school', stage: 'active', programVersion: 1 });
  await agent.getByText('Dana desk booked the membership for $').waitFor();
  await renameToPasses(admin);
  await agent.reload();
  // The case keeps the word that it was sold with; the list has today's.
  await agent.getByRole('button', { name: 'Cancel membership' }).click();
  await agent.getByRole('dialog', { name: 'Cancel this membership?' }).waitFor();
  await agent.keyboard.press('Escape');
  await agent.getByText('The membership expires. If visits are left').first().waitFor();
  await agent.goto(`${system.url}/packages`);
  await agent.getByRole('heading', { name: 'Passes' }).waitFor();
  await agent.getByRole('searchbox').fill('no such customer');
  await agent.getByText('No passes match.').waitFor();

  await poll(() => complaintsOf(agent)).toEqual([]);
  await closeAll(agent, customer);
});
