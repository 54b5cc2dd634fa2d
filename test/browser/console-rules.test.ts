// The console's own decisions about visits, money and tickets. Without a browser.
import { describe, expect, test } from '@jest/globals';
import { listed } from '../../web/src/console/data/locale.ts';
import { cancelWords } from '../../web/src/console/packages/cancel-words.ts';
import {
  correctionsOf,
  mustMoveCollection,
  outcomesFor,
  settledStatus,
} from '../../web/src/console/packages/visit-rules.ts';
import { ar, en, ru } from './console-texts.ts';
import { resultsOfAll } from '../../web/src/console/tickets/bulk-results.ts';
import { asksForCall, asksForMoneyBack, asksForRecord } from '../../web/src/console/tickets/ticket-task.ts';
import type { Problem } from '../../web/src/shared/problem.ts';
import type { Program } from '../../web/src/shared/wire.ts';
import { processSections, screensOf } from './console-screens.ts';

test('FK-23 that the centre did not come is the lead’s to say', () => {
  expect(outcomesFor({ may: ['complete-visit'] })).toEqual(['completed', 'counted']);
  expect(outcomesFor({ may: ['complete-visit', 'correct-visit'] })).toEqual(['completed', 'counted', 'not-held']);
});

describe('FK-18 what a record may be corrected to', () => {
  type Of = Parameters<typeof correctionsOf>[0];
  const planned = { status: 'planned' } as const;
  const of = (changes: Partial<Of> = {}): Of => ({
    ...{ may: ['correct-visit'], paid: true, stage: 'active', bought: 3 },
    visits: [planned, planned],
    ...changes,
  });

  test('what it does not say already', () => {
    expect(correctionsOf(of(), { status: 'completed' }, true)).toEqual(['counted', 'cancelled']);
    expect(correctionsOf(of(), { status: 'counted' }, true)).toEqual(['completed', 'cancelled']);
    expect(correctionsOf(of(), { status: 'cancelled' }, true)).toEqual(['completed', 'counted']);
    expect(correctionsOf(of(), { status: 'forfeited' }, true)).toEqual(['completed', 'counted', 'cancelled']);
  });

  test('used after all only while the visit is on the balance', () => {
    const again = of({ visits: [planned, planned, planned] });
    expect(correctionsOf(again, { status: 'cancelled' }, true)).toEqual([]);
    expect(correctionsOf(again, { status: 'completed' }, true)).toEqual(['counted', 'cancelled']);
  });

  test('before its day it only goes back', () => {
    expect(correctionsOf(of(), { status: 'counted' }, false)).toEqual(['cancelled']);
    expect(correctionsOf(of(), { status: 'cancelled' }, false)).toEqual([]);
  });

  test.each<[string, Partial<Of>]>([
    ['by anyone but the lead', { may: ['complete-visit'] }],
    ['of an unpaid package', { paid: false }],
    ['of a cancelled one', { stage: 'cancelled' }],
  ])('not %s', (_, changes) => {
    expect(correctionsOf(of(changes), { status: 'completed' }, true)).toEqual([]);
  });

  test('not of a visit without a record', () => {
    expect(correctionsOf(of(), planned, true)).toEqual([]);
  });
});

test('that somebody else has settled the visit is no problem of what was asked', () => {
  const problem = (code: string, details: Problem['details'] = {}) => ({ code, details }) as Problem;
  expect(settledStatus(problem('visit-over', { visitStatus: 'counted' }))).toBe('counted');
  expect(settledStatus(problem('already-cancelled'))).toBe('cancelled');
  expect([settledStatus(problem('not-paid')), settledStatus(null)]).toEqual([null, null]);
});

test('FK-02 a visit that would begin before its cash is collected moves the collection too; one instant is allowed', () => {
  const collectAt = '2031-03-09T10:00:00.000Z';
  expect(mustMoveCollection('2031-03-09T09:59:59.999Z', collectAt)).toBe(true);
  expect(mustMoveCollection('2031-03-09T12:00:00.000+02:00', collectAt)).toBe(false);
  expect(mustMoveCollection('2031-03-09T10:00:00.001Z', collectAt)).toBe(false);
  expect(mustMoveCollection(null, collectAt)).toBe(false);
});

test('FK-21 a package that is over is not cancelled in words, but paid back', () => {
  expect(cancelWords({ stage: 'deactivated', paid: true })).toMatchObject({
    button: 'packages.payBack',
    recordFirst: 'packageQuestions.recordFirstPayBack',
  });
  expect(cancelWords({ stage: 'active', paid: true })).toMatchObject({
    button: 'packages.cancel',
    lead: 'packages.cancelLead',
    done: 'packages.cancelledPaid',
    recordFirst: 'packageQuestions.recordFirst',
  });
  expect(cancelWords({ stage: 'booked', paid: false }).lead).toBe('packages.cancelLeadUnpaid');
});

describe('FK-22 what a ticket asks for', () => {
  test('a call, a record or money back: one of them', () => {
    const asks = (task: string) => [asksForCall({ task }), asksForRecord({ task }), asksForMoneyBack({ task })];
    expect(asks('call-customer')).toEqual([true, false, false]);
    expect(asks('record-visit')).toEqual([false, true, false]);
    expect(asks('refund-visits')).toEqual([false, false, true]);
  });

  test('closed together with what fits all that can be closed, never with one customer’s booking', () => {
    const ticket = (...results: string[]) => ({ may: ['close' as const, 'note' as const], results });
    const chase = { may: ['note' as const], results: [] };
    const [sales, expired] = [ticket('booked', 'not-interested', 'other'), ticket('scheduled', 'other')];
    expect(resultsOfAll([sales])).toEqual(['not-interested', 'other']);
    expect(resultsOfAll([expired, chase, sales])).toEqual(['other']);
    expect(resultsOfAll([chase])).toEqual([]);
  });
});

describe('FK-23 the board of money is in the menu of the role that decides', () => {
  const desk = ['customer-care', 'customer-success', 'customer-success-lead'];
  const program = {
    ...{ categories: [], queues: [] },
    ticketTypes: [{ lead: 'customer-success-lead', team: 'customer-success' }],
    packages: {
      bookedBy: desk,
      refundsApprovedBy: ['finance'],
      paymentsDecidedBy: desk,
      visitsCompletedBy: [...desk, 'operations'],
    },
  } as unknown as Program;

  test.each([
    ['customer-care', ['/booking', '/money', '/tickets', '/packages', '/visits']],
    ['customer-success', ['/tickets', '/booking', '/money', '/packages', '/visits']],
    ['customer-success-lead', ['/team', '/booking', '/money', '/tickets', '/packages', '/visits']],
    ['operations', ['/visits', '/tickets', '/packages']],
    ['finance', ['/finance', '/packages']],
  ])('%s', (role, sections) => {
    expect(processSections(program, [role]).map(({ path }) => path)).toEqual(sections);
  });

  test('a program without packages has none', () => {
    expect(processSections(undefined, ['customer-care'])).toEqual([]);
  });
});

test.each([
  ['conversation', '/inbox/all/c1', '/inbox/waiting/c1'],
  ['ticket', '/tickets/c1', '/tickets/c1'],
  ['service-package', '/packages/c1', '/packages/c1'],
] as const)('an effect and a notification about a %s lead to its page', (process, ofEffect, ofNotice) => {
  expect(screensOf(process).pathOf('c1')).toBe(ofEffect);
  expect(screensOf(process).pathOf('c1', 'new')).toBe(ofNotice);
  for (const { finance } of [ru, en, ar]) expect(finance.to[process]).toMatch(/\S/);
});

test.each([
  ['en', 'klo and support'],
  ['ru', 'klo и support'],
  ['ar', 'klo وsupport'],
])('names are joined as the language joins them: %s', (language, written) => {
  expect(listed(language, ['klo', 'support'])).toBe(written);
});
