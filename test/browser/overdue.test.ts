// Overdue work is visible from two metres and counted on tabs: conversations, tickets, a team's board, money.
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import type { Customer } from '../harness/careline.ts';
import { rows, staffAt, staffOf } from './guests.ts';
import { after } from './system.ts';
import { browser, system } from './opened.ts';
import { bookedPackage, closeAll, englishDesk } from './package-forms.ts';
import { poll } from './poll.ts';

let overdue: Customer;

beforeAll(async () => {
  const care = await system.staff('cc-1');
  await openTicket('Late');
  const refunded = await bookedPackage(system, 'cc-1', { name: 'Mona', payment: 'card', isPaid: true });
  await care.post(`/v1/service-packages/${refunded.id}/cancellation`);
  overdue = await system.waitingCustomer('order', 'ПОЗДНИЙ-1');
  await system.advance(after(system, 11));
  await system.waitingCustomer('order', 'СВЕЖИЙ-6');
}, 120_000);

/** A ticket of cs-2. */
async function openTicket(name: string): Promise<void> {
  const wanted = { type: 'outbound-sales-request', customer: { name, phone: '01001234588' } };
  const { body } = await (await system.staff('cc-1')).post('/v1/programs/filkhedma/tickets', wanted);
  await (await system.staff('cs-lead')).post(`/v1/tickets/${body.id}/assign`, { login: 'cs-2' });
}

type Ground = { colour: string; edge: number };

const groundOf = (row: Locator): Promise<Ground> =>
  row.evaluate((element) => {
    const { backgroundColor, borderInlineStartWidth } = getComputedStyle(element);
    return { colour: backgroundColor, edge: Number.parseFloat(borderInlineStartWidth) };
  });

/** How much stronger red is than the other colours. */
function redness({ colour }: Ground): number {
  const [red = 0, green = 0, blue = 0] = colour.match(/\d+/g)?.map(Number) ?? [];
  return red - Math.max(green, blue);
}

test('CDEK-13: an overdue row is red from side to side, and the tabs of inbox and browser count it', async () => {
  const manager = await staffOf(browser, system, 'klo-5');
  const ground = (number: string) => groundOf(rows(manager).filter({ hasText: number }));
  await rows(manager).filter({ hasText: 'СВЕЖИЙ-6' }).waitFor();
  const [late, fresh] = [await ground('ПОЗДНИЙ-1'), await ground('СВЕЖИЙ-6')];
  expect(redness(late)).toBeGreaterThan(30);
  expect(late.edge).toBeGreaterThanOrEqual(8);
  expect(fresh.colour).toBe('rgba(0, 0, 0, 0)');
  await manager.getByRole('link', { name: /^Ждут меня.*, 1 просроченный$/ }).waitFor();
  await manager.waitForFunction(() => document.title.startsWith('(1) '));
  await closeAll(manager);
});

describe('days later', () => {
  beforeAll(async () => {
    await system.advance(after(system, 4 * 24 * 60));
    // One of them is not overdue.
    await openTicket('Fresh');
  }, 120_000);

  test.each([
    ['cs-2', '/tickets', '[data-late]'],
    ['cs-lead', '/team', '[data-late]'],
    ['finance-1', '/finance', 'li[data-late]'],
  ])('%s: in %s an overdue row is red from side to side, and the browser’s tab counts it', async (login, path, row) => {
    const page = await staffAt(browser, system, path, login, englishDesk);
    const late = page.locator(`main ${row.replace(']', '=true]')}`);
    await late.first().waitFor();
    for (const one of await late.all()) {
      const ground = await groundOf(one);
      expect(redness(ground)).toBeGreaterThan(30);
      expect(ground.edge).toBeGreaterThanOrEqual(8);
    }
    const fresh = page.locator(`main ${row.replace(']', '=false]')}`).filter({ hasText: 'Fresh' });
    for (const one of await fresh.all()) expect(redness(await groundOf(one))).toBeLessThan(5);
    if (path !== '/finance') expect(await fresh.count()).toBe(1);
    await poll(async () => /^\((\d+)\)/.exec(await page.title())?.[1]).toBe(`${await late.count()}`);
    await closeAll(page);
  });

  test('an overdue request is red and counted for its assignee until it is closed', async () => {
    const staff = await system.staff('klo-8');
    const at = (what: string) => `/v1/conversations/${overdue.conversationId}/${what}`;
    await staff.post(at('accept'));
    await staff.post(at('messages'), { text: 'Проверяю' });
    const manager = await staffAt(browser, system, '/inbox/mine', 'klo-8');
    const row = rows(manager).filter({ hasText: 'ПОЗДНИЙ-1' });
    await row.waitFor();
    expect(redness(await groundOf(row))).toBeGreaterThan(30);
    await manager.getByRole('link', { name: /^Мои.*, 1 просроченный$/ }).waitFor();
    await staff.post(at('close'), { disposition: 'waybill' });
    await manager.goto(`${system.url}/inbox/all`);
    await row.getByText('Закрыт').waitFor();
    await poll(async () => (await groundOf(row)).colour).toBe('rgba(0, 0, 0, 0)');
    await closeAll(manager);
  });
});
