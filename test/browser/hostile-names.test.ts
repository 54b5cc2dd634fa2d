// No name breaks a screen: a word of 200 letters, marks that turn text around, letters under many marks. Checked in
// every list and page with typed text, on a phone and at a desk, in both directions.
import { beforeAll, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import { ledgerRows } from '../harness/ledger-rows.ts';
import { keepPasswords } from '../harness/own-password.ts';
import { complaintsOf, desk, phone, staffAt } from './guests.ts';
import { browser, system } from './opened.ts';
import { bookedPackage, cairoDay, closeAll } from './package-forms.ts';

const word = `${'W'.repeat(120)}${'م'.repeat(80)}`;
const turned = '\u202E\u2067)) ليلى abc \u202D123\u2069\u2069';
const piled = [...'Zalgo منى'].map((letter) => `${letter}${'\u0301\u0323\u0334'.repeat(7)}`).join('');
const hostile = [word, turned, piled];
const address = `${'شارع'.repeat(60)}\u202E${'A'.repeat(200)}`;

const ids: { package?: string; ticket?: string } = {};
const requests: string[] = [];

beforeAll(async () => {
  const care = await system.staff('cc-1');
  for (const name of hostile) {
    ids.package ??= (await bookedPackage(system, 'cc-1', { name, address, payment: 'card', isPaid: true })).id;
    const refunded = await bookedPackage(system, 'cc-1', { name, payment: 'card', isPaid: true });
    await care.post(`/v1/service-packages/${refunded.id}/cancellation`);
    const held = await bookedPackage(system, 'cc-1', { name, payment: 'card', isPaid: false });
    const { body } = await care.post(`/v1/service-packages/${held.id}/cancellation`);
    await care.post(`/v1/sandbox/payment-requests/${body.paymentRequests[0].id}/pay`);
    const customer = { name, phone: '01001234567' };
    const ticket = { type: 'outbound-sales-request', customer, note: `${name} ${address}` };
    ids.ticket ??= (await care.post('/v1/programs/filkhedma/tickets', ticket)).body.id;
    requests.push((await system.waitingCustomer('order', name)).conversationId);
  }
  await addPeople();
  await doubtEffects(ids.package ?? '');
}, 120_000);

/** Colleagues with such names; one of them has the ticket. */
async function addPeople(): Promise<void> {
  const admin = await system.staff('admin');
  const memberships = [
    { program: 'filkhedma', role: 'customer-success' },
    { program: 'cdek', role: 'klo' },
  ];
  for (const [place, name] of hostile.entries()) {
    await admin.post('/v1/people', { login: `hostile-${place}`, name, password: 'careline', memberships });
  }
  await keepPasswords(system.database.orm, ...hostile.map((_, place) => `hostile-${place}`));
  await (await system.staff('cs-lead')).post(`/v1/tickets/${ids.ticket}/assign`, { login: 'hostile-0' });
}

async function doubtEffects(caseId: string): Promise<void> {
  const { inDoubt } = ledgerRows(() => effectLedger(system.database.orm));
  for (const recipient of hostile) {
    await inDoubt({ caseId, intent: `letter ${recipient}`, kind: 'helpdesk', recipient, at: system.now() });
  }
}

type Seen = {
  wide: string[];
  tall: string[];
  crossed: string[];
  left: string[];
  cut: string[];
  turned: boolean;
  piled: boolean;
};

/**
 * Faults of a page: wider than the screen or a cell, endless height, overlap with a neighbour, cut dots below letters,
 * turned text.
 */
function look(page: Page, tallest: number): Promise<Seen> {
  return page.evaluate((most) => {
    const box = (element: Element) => element.getBoundingClientRect();
    const isHidden = (element: Element) =>
      element.closest('thead, header nav, [class*=unseen], [class*=skip]') !== null ||
      getComputedStyle(element).visibility === 'hidden';
    const shown = [...document.querySelectorAll('body *')].filter(
      (element) => box(element).width > 1 && box(element).height > 1 && !isHidden(element),
    );
    const said = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.className} ${JSON.stringify(box(element))}`;
    const isWide = (element: Element) => box(element).right > innerWidth + 1 || box(element).left < -1;
    const entries = [...document.querySelectorAll('main tbody tr, main li, [role=dialog] li')].filter(
      (entry) => !isHidden(entry),
    );
    const crosses = (one: DOMRect, other: DOMRect) =>
      one.left < other.right - 1 &&
      other.left < one.right - 1 &&
      one.top < other.bottom - 1 &&
      other.top < one.bottom - 1;
    const crossed = entries.filter((entry) => {
      const parts = [...entry.children].filter((part) => !isHidden(part) && box(part).width > 1).map(box);
      return parts.some((one, place) => parts.slice(place + 1).some((other) => crosses(one, other)));
    });
    const leaves = (part: Element) => {
      const cell = part.closest('td');
      return cell !== null && (box(part).right > box(cell).right + 1 || box(part).left < box(cell).left - 1);
    };
    const hasWords = (element: Element) =>
      [...element.childNodes].some((one) => one instanceof Text && one.data.trim());
    // Arabic has dots below the line.
    const isCut = (element: Element) => {
      const { overflowY, fontSize } = getComputedStyle(element);
      return overflowY === 'hidden' && hasWords(element) && element.clientHeight < 1.4 * Number.parseFloat(fontSize);
    };
    const text = document.body.innerText;
    return {
      wide: document.documentElement.scrollWidth > innerWidth ? ['the page'] : shown.filter(isWide).map(said),
      tall: entries.filter((entry) => box(entry).height > most).map(said),
      crossed: crossed.map(said),
      left: shown.filter(leaves).map(said),
      cut: shown.filter(isCut).map(said),
      turned: /[\u202A-\u202E]/.test(text),
      piled: /\p{M}{5}/u.test(text),
    };
  }, tallest);
}

const harmless: Seen = { wide: [], tall: [], crossed: [], left: [], cut: [], turned: false, piled: false };

async function expectHarmless(page: Page, where: string, tallest: number): Promise<void> {
  expect({ where, ...(await look(page, tallest)) }).toEqual({ where, ...harmless });
}

type Screen = BrowserContextOptions & { tallest: number };
const onPhone: Screen = { ...phone, tallest: 330 };
const atDesk: Screen = { ...desk, tallest: 280 };

const screens: [screen: string, locale: string, Screen][] = [
  ['a phone', 'ar-EG', onPhone],
  ['a phone', 'en-US', onPhone],
  ['a desk', 'ar-EG', atDesk],
  ['a desk', 'en-US', atDesk],
];

async function at(login: string, { tallest, ...screen }: Screen, locale: string, start = '/') {
  const page = await staffAt(browser, system, start, login, { ...screen, locale, reducedMotion: 'reduce' });
  const look = (where: string) => expectHarmless(page, where, tallest);
  const open = async (path: string, shows: string, where = path) => {
    if (path !== start) await page.goto(`${system.url}${path}`);
    await page.locator(shows).first().waitFor();
    await look(where);
  };
  return { page, look, open };
}

test.each(screens)('customers on %s, %s: packages, visits, tickets, dialogs', async (_, locale, screen) => {
  const { page, look, open } = await at('cc-1', screen, locale, '/packages');
  await open('/packages', 'main tbody tr');
  await open(`/packages/${ids.package}`, 'main ol li', 'a package');
  await page.locator('main [data-status=planned] button').last().click();
  await page.getByRole('dialog').waitFor();
  await look('a visit is cancelled');
  await page.keyboard.press('Escape');
  await open(`/tickets/${ids.ticket}`, 'main dl', 'a ticket');
  await open('/tickets', 'main h1', 'no ticket');
  await page.locator('main [aria-pressed=false]').last().click();
  await page.locator('main li').first().waitFor();
  await look('/tickets');
  await open('/visits', 'main h1', 'today');
  await page.locator('main input[type=date]').fill(cairoDay(system, 4));
  await page.locator('main tbody tr').first().waitFor();
  await look('visits of a day');
  expect(complaintsOf(page)).toEqual([]);
  await closeAll(page);
});

test.each(screens)('a booking on %s, %s, that is not booked', async (_, locale, screen) => {
  const { page, look } = await at('cc-2', screen, locale);
  await page.locator('form input').first().fill(word);
  await page.locator('input[type=tel]').fill('01001234567');
  await page.locator('input[type=date]').first().fill(cairoDay(system, 9));
  await page.locator('input[type=time]').first().fill('10:00');
  await page.locator('input[inputmode=decimal]').fill('600');
  await page.locator('input[type=radio][value=later]').check();
  await page.locator('form button[type=submit]').click();
  await page.getByRole('alert').getByRole('button').waitFor();
  await look('nothing was booked');
  await closeAll(page);
});

test.each(screens)('money on %s, %s: refunds, held payments, effects in doubt', async (_, locale, screen) => {
  const { page, look } = await at('finance-1', screen, locale);
  await page.locator('main li').first().waitFor();
  await page.locator('main li').nth(6).waitFor();
  await look('/finance');
  await page.locator('main li button').first().click();
  await page.getByRole('dialog').waitFor();
  await look('a refund is approved');
  await closeAll(page);
});

test.each(screens)(
  'people on %s, %s: the board of the team, a choice among them, the list, their own menu',
  async (_, locale, screen) => {
    const lead = await at('cs-lead', screen, locale, '/team');
    await lead.open('/team', 'main section h3');
    await lead.open(`/tickets/${ids.ticket}`, 'main dl', 'a ticket of theirs');
    await lead.page.locator('main section button').last().focus();
    await lead.page.getByRole('button', { name: /^(Assign ticket|إسناد التذكرة)$/ }).click();
    await lead.page.getByRole('dialog').getByRole('combobox').click();
    await lead.page.getByRole('dialog').getByRole('option').first().waitFor();
    await lead.look('a choice among people');
    const admin = await at('admin', screen, locale, '/people');
    await admin.open('/people', 'main tbody tr');
    const own = await at('hostile-0', screen, locale);
    await own.page.locator('header button[aria-haspopup=menu]').last().click();
    await own.page.getByRole('menu').waitFor();
    await own.look('their own menu');
    await closeAll(lead.page, admin.page, own.page);
  },
);

test.each(screens)('requests on %s, %s: whatever was given for a contract number', async (_, locale, screen) => {
  const { page, open, look } = await at('director', screen, locale, '/inbox/all');
  await open('/inbox/all', '[data-row]');
  for (const request of requests) {
    await open(`/inbox/all/${request}`, 'main li[data-from]', 'a request');
    // On a phone the facts replace the dialogue.
    const facts = page.locator('main [aria-pressed=false]');
    if (await facts.isVisible()) await facts.click();
    await page.locator('aside dl').waitFor();
    await look('the facts of a request');
  }
  await closeAll(page);
});
