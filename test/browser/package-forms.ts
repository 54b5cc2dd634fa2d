import type { Locator, Page } from 'playwright-core';
import { fieldsOfInstant, instantAt } from '../../web/src/console/data/zoned-time.ts';
import { desk } from './guests.ts';
import { after, type System } from './system.ts';

/** A desk with an English browser. */
export const englishDesk = { ...desk, locale: 'en-US' };

export const closeAll = (...pages: Page[]) => Promise.all(pages.map((page) => page.context().close()));

/** The civil day in Cairo, this many days after the system's present time. */
export function cairoDay(system: System, days: number): string {
  return fieldsOfInstant(after(system, days * 24 * 60), 'Africa/Cairo').date;
}

type Typed = { name: string; phone: string; day: string; payment: 'Card' | 'Later' };

/** Fills the English form with four weekly visits from a day on, by keyboard where an agent in a hurry would use it. */
export async function fillBooking(page: Page, { name, phone, day, payment }: Typed): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Phone').fill(phone);
  await page.getByLabel('Visit 1: date').fill(day);
  await page.getByLabel('Visit 1: time').fill('10:00');
  await page.getByRole('button', { name: 'Weekly × 4' }).click();
  await page.getByLabel('Visit 4: date').waitFor();
  await page.getByLabel(/^(?:Package|Membership) price/).fill('2,400.50');
  await page.getByRole('radio', { name: payment }).check();
}

type Wanted = {
  name: string;
  address?: string;
  payment: 'card' | 'fawry' | 'later';
  isPaid: boolean;
  firstInDays?: number;
};

/** A package of four visits, booked over the API and, if wanted, paid in the sandbox. */
export async function bookedPackage(system: System, login: string, wanted: Wanted): Promise<{ id: string }> {
  const { name, address = null, payment, isPaid, firstInDays = 4 } = wanted;
  const staff = await system.staff(login);
  const visits = [0, 3, 6, 9].map((days) => ({ startsAt: after(system, (firstInDays + days) * 24 * 60) }));
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

/** A package for a phone number with visits at Cairo times, booked by card over the API for 2400 pounds. */
export async function soldFor(
  system: System,
  phone: string,
  visits: readonly { date: string; time: string }[],
): Promise<{ id: string }> {
  const answer = await (
    await system.staff('cc-1')
  ).post('/v1/programs/filkhedma/service-packages', {
    customer: { name: `Customer ${phone}`, phone },
    visits: visits.map(({ date, time }) => ({ startsAt: instantAt(date, time, 'Africa/Cairo') })),
    ...{ priceMinor: 240_000, currency: 'EGP', payment: 'card', confirmFarAhead: true },
  });
  if (answer.status !== 201) throw new Error(`not booked: ${JSON.stringify(answer.body)}`);
  return { id: answer.body.id };
}

/**
 * Two clicks before the page redraws after the first. The returned function says how often a request to the path was
 * sent.
 */
export async function clickedTwice(page: Page, button: Locator, path: RegExp): Promise<() => number> {
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && path.test(new URL(request.url()).pathname)) sent += 1;
  });
  await button.evaluate((one: HTMLElement) => [one.click(), one.click()]);
  return () => sent;
}
