import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PASSWORD } from '../harness/api.ts';
import type { Customer } from '../harness/careline.ts';
import { keepPasswords } from '../harness/own-password.ts';
import { customerOf, desk, loggedIn, phone, rows, staffAt, staffOf } from './guests.ts';
import { toast } from './heard.ts';
import { after } from './system.ts';
import { browser, system } from './opened.ts';
import { bookedPackage, closeAll, englishDesk } from './package-forms.ts';
import { poll } from './poll.ts';

const NOT_YOURS = 'У вашей роли нет доступа к этому разделу';

let overdue: Customer;
let talked: Customer;
const ids = { package: '', ticket: '' };

beforeAll(async () => {
  overdue = await system.waitingCustomer('order', 'ПОЗДНИЙ-1');
  await system.advance(after(system, 11));
  talked = await accepted('klo-1', 'БЕСЕДА-2');
  const klo = await system.staff('klo-1');
  for (let turn = 1; turn <= 6; turn += 1) {
    await talked.post(`/v1/conversations/${talked.conversationId}/messages`, { text: `Вопрос ${turn}` });
    await klo.post(`/v1/conversations/${talked.conversationId}/messages`, { text: `Ответ ${turn}` });
  }
  ids.package = (await bookedPackage(system, 'cc-1', { name: 'Adel', payment: 'card', isPaid: true })).id;
  const care = await system.staff('cc-1');
  const wanted = { type: 'outbound-sales-request', customer: { name: 'Layla', phone: '01001234599' } };
  ids.ticket = (await care.post('/v1/programs/filkhedma/tickets', wanted)).body.id;
  const refunded = await bookedPackage(system, 'cc-1', { name: 'Mona', payment: 'card', isPaid: true });
  await care.post(`/v1/service-packages/${refunded.id}/cancellation`);
  await (await system.staff('cs-lead')).post(`/v1/tickets/${ids.ticket}/assign`, { login: 'cs-2' });
}, 120_000);

async function accepted(login: string, number: string): Promise<Customer> {
  const customer = await system.waitingCustomer('order', number);
  await (await system.staff(login)).post(`/v1/conversations/${customer.conversationId}/accept`);
  return customer;
}

test('a note on a call that was not recorded goes with the ticket’s result', async () => {
  const agent = await staffAt(browser, system, `/tickets/${ids.ticket}`, 'cs-2', englishDesk);
  await agent.getByLabel('Call note').fill('Asks for Thursdays');
  await agent.getByRole('button', { name: 'Close ticket' }).click();
  await poll(() => agent.getByRole('dialog').getByLabel('Note').inputValue()).toBe('Asks for Thursdays');
  await closeAll(agent);
});

/** The bubbles that are fully visible between header and input. */
const bubblesSeen = (page: Page, bubble: string) =>
  page.locator('[role=log]').evaluate((log, selector) => {
    const frame = (log.closest('main.scroller') ?? log).getBoundingClientRect();
    const isWhole = (one: Element) => {
      const { top, bottom } = one.getBoundingClientRect();
      return top >= frame.top && bottom <= frame.bottom;
    };
    return [...log.querySelectorAll(selector)].filter(isWhole).map((one) => one.textContent);
  }, bubble);

/** The keyboard takes nearly half of the screen while the page shows its newest messages. */
async function openKeyboard(page: Page): Promise<void> {
  await page.getByRole('log').getByText('Ответ 6').waitFor();
  await page.getByRole('textbox').last().tap();
  await page.setViewportSize({ width: 390, height: 480 });
}

test.each(['manager', 'customer'])(
  'on a phone whose keyboard opens at least four bubbles are read, the newest last: %s',
  async (who) => {
    const page = who === 'manager' ? await staffOf(browser, system, 'klo-1', phone) : await customerOf(browser, system);
    if (who === 'manager') await page.goto(`${system.url}/inbox/mine/${talked.conversationId}`);
    else await takeOver(page, talked);
    await openKeyboard(page);
    const bubble = who === 'manager' ? 'li[data-from] > div > div' : '.bubble';
    await poll(async () => (await bubblesSeen(page, bubble)).length >= 4).toBe(true);
    await poll(async () => (await bubblesSeen(page, bubble)).at(-1)).toMatch('Ответ 6');
    await poll(() => page.getByRole('button', { name: 'Отправить' }).isVisible()).toBe(true);
    await closeAll(page);
  },
);

/** Opens a conversation from elsewhere on the customer's page. */
async function takeOver(page: Page, { token, conversationId }: Customer): Promise<void> {
  // Runs before the page's own code, which would otherwise remember the conversation that it has just begun.
  await page.addInitScript(
    ([theirs, id]) =>
      localStorage.setItem('careline:chat:cdek', JSON.stringify({ token: theirs, conversationIds: [id] })),
    [token, conversationId],
  );
  await page.reload();
}

test('the program’s title on a phone and one’s own name on a desk are read whole', async () => {
  const isCut = (page: Page, selector: string) =>
    page.locator(selector).evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
  const customer = await customerOf(browser, system);
  await takeOver(customer, talked);
  await customer.getByRole('button', { name: /Исправить номер/ }).waitFor();
  expect(await isCut(customer, 'h1')).toBe(false);
  for (const login of ['director', 'klo-senior', 'support-1']) {
    const page = await staffOf(browser, system, login);
    expect([login, await isCut(page, 'header bdi >> nth=0')]).toEqual([login, false]);
    await closeAll(page);
  }
  await closeAll(customer);
});

describe('names', () => {
  // The pattern of logins: klo-1, cs-lead.
  const LOGIN = /(?:^|[^\w/.-])(?:klo|support|cc|cs|ops|finance)-(?:\d+|lead|senior)(?!\w)/;
  const expectNames = async (page: Page, where: string) =>
    expect([where, LOGIN.exec(await page.locator('body').innerText())?.[0]]).toEqual([where, undefined]);

  test('of colleagues stand in lists, timelines, notes and choices of requests, never their logins', async () => {
    const { conversationId } = await accepted('klo-3', 'ИМЕНА-5');
    const senior = await system.staff('klo-senior');
    const director = await staffAt(browser, system, '/inbox/all', 'director');
    await rows(director).first().waitFor();
    await director.getByText('Менеджер КЛО 3').first().waitFor();
    await expectNames(director, 'the list');
    await director.goto(`${system.url}/inbox/all/${conversationId}`);
    await director.locator('aside').getByText('Запрос принят (Менеджер КЛО 3)').waitFor();
    await senior.post(`/v1/conversations/${conversationId}/assign`, { login: 'klo-4' });
    await director.locator('aside').getByText('Запрос назначен: Менеджер КЛО 4 (Старший менеджер КЛО)').waitFor();
    await expectNames(director, 'the request');
    await director.getByRole('button', { name: 'Назначить' }).click();
    await director.getByRole('combobox', { name: 'Сотрудник' }).click();
    await director.getByRole('dialog').getByRole('option').first().waitFor();
    await expectNames(director, 'a choice among people');
    await closeAll(director);
  });

  test('of colleagues stand in packages, tickets, the board and money', async () => {
    const lead = await staffOf(browser, system, 'cs-lead', englishDesk);
    for (const [path, shows] of [
      [`/packages/${ids.package}`, 'main ol li'],
      [`/tickets/${ids.ticket}`, 'main ol li'],
      ['/team', 'main section h3'],
      ['/packages', 'main tbody tr'],
    ] as const) {
      await lead.goto(`${system.url}${path}`);
      await lead.locator(shows).first().waitFor();
      await expectNames(lead, path);
    }
    const finance = await staffOf(browser, system, 'finance-1', englishDesk);
    await finance.locator('main li').first().waitFor();
    await expectNames(finance, '/finance');
    await closeAll(lead, finance);
  });
});

test('section and tab of the page are marked wherever one is in it', async () => {
  const current = (page: Page) =>
    page.locator('nav [aria-current=page]').evaluateAll((all) => all.map((one) => one.firstChild?.textContent));
  const manager = await staffOf(browser, system, 'klo-1');
  for (const [path, tab] of [
    ['/inbox/waiting', 'Ждут меня'],
    ['/inbox/mine', 'Мои'],
    ['/inbox/all', 'Все'],
    [`/inbox/mine/${talked.conversationId}`, 'Мои'],
    [`/inbox/waiting/${overdue.conversationId}`, 'Ждут меня'],
  ] as const) {
    await manager.goto(`${system.url}${path}`);
    await rows(manager).first().waitFor();
    await poll(() => current(manager)).toEqual(['Запросы', tab]);
  }
  const agent = await staffOf(browser, system, 'cs-1', englishDesk);
  for (const [path, section] of [
    ['/tickets', 'Tickets'],
    [`/tickets/${ids.ticket}`, 'Tickets'],
    [`/packages/${ids.package}`, 'Packages'],
    ['/booking', 'Booking'],
  ] as const) {
    await agent.goto(`${system.url}${path}`);
    await agent.locator('main h1').first().waitFor();
    await poll(() => current(agent)).toEqual([section]);
  }
  await closeAll(manager, agent);
});

test.each([
  ['klo-1', ['/absence', '/people', '/api-keys', '/booking']],
  ['ops-1', ['/booking', '/team', '/finance', '/money']],
  ['cc-1', ['/team', '/finance', '/inbox/waiting']],
  ['admin', ['/booking', '/absence', '/inbox/waiting']],
])('%s is told at once which pages are not theirs: no form, no list', async (login, paths) => {
  const page = await staffOf(browser, system, login);
  for (const path of paths) {
    await page.goto(`${system.url}${path}`);
    await page.getByRole('heading', { name: NOT_YOURS }).waitFor();
    await poll(() => page.locator('main').locator('form, input, button, ul, table').count()).toBe(0);
  }
  await expectNoLogin(page, login);
  await closeAll(page);
});

test('an address of another of one’s programs brings that program into view, and one may choose the first again', async () => {
  const held = (program: string, role: string) => ({ program, role });
  const memberships = [held('cdek', 'klo'), held('filkhedma', 'customer-success')];
  const person = { login: 'two-programs', name: 'Вера Двойная', password: PASSWORD, memberships };
  await (await system.staff('admin')).post('/v1/people', person);
  await keepPasswords(system.database.orm, person.login);
  const page = await staffOf(browser, system, person.login);
  await rows(page).first().waitFor();
  await page.goto(`${system.url}/tickets/${ids.ticket}`);
  await page.getByText('Layla').first().waitFor();
  await page.getByLabel('Программа').selectOption('cdek');
  await page.goto(`${system.url}/tickets`);
  await page.getByRole('heading', { name: 'Тикеты' }).waitFor();
  await page.getByLabel('Программа').selectOption('cdek');
  await page.getByRole('heading', { name: NOT_YOURS }).waitFor();
  await page.getByRole('link', { name: 'На главную' }).click();
  await rows(page).first().waitFor();
  await closeAll(page);
});

async function expectNoLogin(page: Page, login: string): Promise<void> {
  expect(await page.locator('main').innerText()).not.toContain(login);
}

/** What the notes cover: only the frame of the page is allowed. */
const under = (page: Page) =>
  page.evaluate(() => {
    const covered = new Set<string>();
    for (const note of document.querySelectorAll('.mantine-Notification-root')) {
      const { left, right, top, bottom } = note.getBoundingClientRect();
      for (let x = left; x <= right; x += 8) {
        for (let y = top; y <= bottom; y += 8) {
          for (const below of document.elementsFromPoint(x, y)) {
            const part = below.closest(
              'a, button, input, textarea, li, p, h1, h2, h3, label, header, [role=log], #content > *',
            );
            if (part === null || note.contains(part) || part.matches('[data-open]')) continue;
            covered.add(`${part.tagName} ${part.textContent.slice(0, 40)}`);
          }
        }
      }
    }
    return [...covered];
  });

test.each([
  ['a desk', desk],
  ['a phone', phone],
])('at %s short notes cover nothing, in the list and in an open request', async (_, options) => {
  const manager = await staffOf(browser, system, 'klo-6', { ...options, reducedMotion: 'reduce' });
  await rows(manager).first().waitFor();
  for (const path of ['/inbox/waiting', `/inbox/waiting/${overdue.conversationId}`]) {
    await manager.goto(`${system.url}${path}`);
    await rows(manager).first().waitFor({ state: 'attached' });
    await manager.waitForFunction(() => document.querySelector('[role=status]') !== null);
    for (const number of ['ШУМ-7', 'ШУМ-8', 'ШУМ-9']) await system.waitingCustomer('order', number);
    await toast(manager, 'Новый запрос').nth(1).waitFor();
    await poll(() => under(manager)).toEqual([]);
  }
  await closeAll(manager);
});

describe('after a login the keyboard is in the list', () => {
  const focused = (page: Page, selector: string) =>
    page.waitForFunction((wanted) => document.activeElement?.matches(wanted) === true, selector);

  test('of requests: its first row, which Enter opens; an empty list itself', async () => {
    const manager = await loggedIn(browser, system, 'klo-7');
    await focused(manager, '[data-row]');
    await manager.keyboard.press('Enter');
    await manager.waitForURL('**/inbox/waiting/*');
    // A login at the address of a conversation leads to that conversation.
    await manager.goBack();
    await manager.getByRole('button', { name: /профиль/ }).click();
    await manager.getByRole('menuitem', { name: 'Выйти' }).click();
    // The list arrives after the page itself has the focus.
    await manager.route('**/v1/conversations?*', async (route) => {
      await focused(manager, '#content');
      await route.fulfill({ json: { items: [], nextCursor: null } });
    });
    await manager.locator('input[name=login]').fill('klo-7');
    await manager.locator('input[name=password]').fill(PASSWORD);
    await manager.locator('button[type=submit]').click();
    await focused(manager, 'ul[aria-label="Список запросов"]');
    await closeAll(manager);
  });

  test.each([
    ['cs-2', 'main li a'],
    ['cs-lead', 'main section input'],
    ['finance-1', 'main li a'],
    ['admin', 'main td button'],
  ])('of %s', async (login, first) => {
    const page = await loggedIn(browser, system, login, englishDesk);
    await focused(page, first);
    await closeAll(page);
  });
});
