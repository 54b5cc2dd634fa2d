// Owns what the tests of packages fill in and press, and packages that are there before a test begins.
import type { Locator, Page } from 'playwright-core';
import { fieldsOfInstant, instantAt } from '../../web/src/console/data/zoned-time.ts';
import { desk } from './guests.ts';
import { after, type House } from './house.ts';

/** A desk whose person reads English. */
export const englishDesk = { ...desk, locale: 'en-US' };

export const closeAll = (...pages: Page[]) => Promise.all(pages.map((page) => page.context().close()));

/** The civil day in Cairo so many days after the house's now. */
export function cairoDay(house: House, days: number): string {
  return fieldsOfInstant(after(house, days * 24 * 60), 'Africa/Cairo').date;
}

type Typed = { name: string; phone: string; day: string; payment: 'Card' | 'Later' };

/** Fills the English form with four weekly visits from a day on, by keyboard where a hurried agent would. */
export async function fillBooking(page: Page, { name, phone, day, payment }: Typed): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Phone').fill(phone);
  await page.getByLabel('Visit 1: date').fill(day);
  await page.getByLabel('Visit 1: time').fill('10:00');
  await page.getByRole('button', { name: 'Weekly × 4' }).click();
  await page.getByLabel('Visit 4: date').waitFor();
  await page.getByLabel('Price of the package').fill('2,400.50');
  await page.getByRole('radio', { name: payment }).check();
}

type Wanted = {
  name: string;
  address?: string;
  payment: 'card' | 'fawry' | 'later';
  isPaid: boolean;
  firstInDays?: number;
};

/** A package of four visits, booked by the API; paid in the sandbox if wished. */
export async function bookedPackage(house: House, login: string, wanted: Wanted): Promise<{ id: string }> {
  const { name, address = null, payment, isPaid, firstInDays = 4 } = wanted;
  const staff = await house.staff(login);
  const visits = [0, 3, 6, 9].map((days) => ({ startsAt: after(house, (firstInDays + days) * 24 * 60) }));
  const answer = await staff.post('/v1/programs/filkhedma/service-packages', {
    customer: { name, phone: '01001234567', address },
    visits,
    priceMinor: 240_000,
    currency: 'EGP',
    payment,
  });
  if (answer.status !== 201) throw new Error(`not booked: ${JSON.stringify(answer.body)}`);
  const { id, paymentRequests } = answer.body as { id: string; paymentRequests: { id: string }[] };
  if (isPaid) await staff.post(`/v1/sandbox/payment-requests/${paymentRequests[0]?.id}/pay`);
  return { id };
}

/** A package under a phone number with visits at times of Cairo, booked by card by the API for 2400 pounds. */
export async function soldFor(
  house: House,
  phone: string,
  visits: readonly { date: string; time: string }[],
): Promise<{ id: string }> {
  const answer = await (
    await house.staff('cc-1')
  ).post('/v1/programs/filkhedma/service-packages', {
    customer: { name: `Customer ${phone}`, phone },
    visits: visits.map(({ date, time }) => ({ startsAt: instantAt(date, time, 'Africa/Cairo') })),
    ...{ priceMinor: 240_000, currency: 'EGP', payment: 'card', confirmFarAhead: true },
  });
  if (answer.status !== 201) throw new Error(`not booked: ${JSON.stringify(answer.body)}`);
  return { id: answer.body.id };
}

/** Two clicks before the page has drawn anything after the first, and what is sent to a path meanwhile: how often is said later. */
export async function clickedTwice(page: Page, button: Locator, path: RegExp): Promise<() => number> {
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && path.test(new URL(request.url()).pathname)) sent += 1;
  });
  await button.evaluate((one: HTMLElement) => [one.click(), one.click()]);
  return () => sent;
}
