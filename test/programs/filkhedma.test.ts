// The texts to filkhedma's customers match its document exactly, and everything that the program names exists.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ticketType } from '../../domain/ticket/policy.ts';
import { demoPeople } from '../../programs/shipped.ts';
import { renderText } from '../../programs/render.ts';
import { thePackagePolicy } from '../domain/service-package/builders.ts';
import { filkhedma } from '../harness/programs.ts';

const policy = thePackagePolicy();
const people = demoPeople()['filkhedma'] ?? [];
const copy = readFileSync(resolve(import.meta.dirname, 'seed-texts/filkhedma.txt'), 'utf8');
const shared = resolve(import.meta.dirname, '../../../shared/seeds/filkhedma.txt');

/** The text of one SMS in the document: what is between its quotation marks, trimmed. */
function fromTheDocument(number: number): string {
  const found = [...copy.matchAll(new RegExp(`^SMS ${number}\\n"([^"]*)"`, 'gm'))];
  if (found.length !== 1) throw new Error(`the document has ${found.length} SMS ${number}`);
  return (found[0]?.[1] ?? '').trim();
}

const said = (text: string, visitsLeft?: number) =>
  renderText(filkhedma, visitsLeft === undefined ? { text } : { text, values: { visitsLeft } });

describe('FK-25 the five SMS are the document’s, byte for byte', () => {
  test.each([
    ['FK-08', 1],
    ['FK-11', 2],
    ['FK-20', 5],
  ] as const)('%s SMS %d', (_, number) => {
    expect(Buffer.from(said(`sms-${number}`))).toEqual(Buffer.from(fromTheDocument(number)));
  });

  test.each([3, 4, 5, 6, 7, 8, 9, 10])('FK-16 FK-26 SMS 3 and 4 for %d visits: X is the number', (count) => {
    for (const number of [3, 4] as const) {
      const expected = fromTheDocument(number).replace('X', `${count}`);
      expect(Buffer.from(said(`sms-${number}`, count))).toEqual(Buffer.from(expected));
    }
  });

  test.each([
    [1, 'زيارة واحدة متبقية'],
    [2, 'زيارتان متبقيتان'],
    [11, '11 زيارة متبقية'],
    [12, '12 زيارة متبقية'],
    [99, '99 زيارة متبقية'],
    [100, '100 زيارة متبقية'],
    // Arabic plural classes repeat after a hundred, but the document's wording does not.
    [101, '101 زيارة متبقية'],
    [102, '102 زيارة متبقية'],
    [103, '103 زيارة متبقية'],
    [111, '111 زيارة متبقية'],
  ])('FK-16 for %d visits only these words change: %s', (count, words) => {
    for (const number of [3, 4] as const) {
      const expected = fromTheDocument(number).replace('X زيارات متبقية', words);
      expect(Buffer.from(said(`sms-${number}`, count))).toEqual(Buffer.from(expected));
    }
  });

  test('FK-26 two weeks in SMS 3, one in SMS 4, and the hotline in all', () => {
    expect(said('sms-3', 5)).toContain('في خلال إسبوعين سوف');
    expect(said('sms-4', 5)).toContain('في خلال إسبوع سوف');
    for (const number of [1, 2, 3, 4, 5] as const) expect(said(`sms-${number}`, 5)).toContain('19125');
  });

  test('digits are Western, nothing is left of X, and no end is blank', () => {
    for (const number of [1, 2, 3, 4, 5] as const) {
      for (const count of [1, 2, 3, 10, 11, 100]) {
        const text = said(`sms-${number}`, count);
        expect(text).not.toMatch(/[X{}"\u0660-\u0669\u06f0-\u06f9]/);
        expect(text).toBe(text.trim());
        expect(text).toBe(text.normalize('NFC'));
      }
    }
  });

  test('without the number there is no SMS, rather than one with a hole', () => {
    expect(() => said('sms-3')).toThrow();
  });
});

describe('FK-27 the sales copy', () => {
  test('is the document’s: three reasons, the terms, what the customer provides', () => {
    expect(filkhedma.salesCopy).toHaveLength(9);
    for (const text of filkhedma.salesCopy ?? []) expect(copy).toContain(renderText(filkhedma, { text }));
    expect(renderText(filkhedma, { text: 'terms-equipment' })).toMatch(/^يحتاج عميلنا.*المختلفة\.$/);
  });
});

test('FK-01 FK-13 the link and the code are filled in as they are', () => {
  const url = 'https://accept.example/i/1?a=b&c={d}';
  expect(renderText(filkhedma, { text: 'payment-link', values: { url } })).toBe(`لينك الدفع: ${url}`);
  expect(renderText(filkhedma, { text: 'payment-code', values: { code: '123456' } })).toBe('كود فوري: 123456');
});

const whereShared = existsSync(shared) ? test : test.skip;

whereShared('the copy of the document in this repository is the document’s', () => {
  expect(readFileSync(shared, 'utf8')).toContain(copy);
});

describe('everything that the policy names is there', () => {
  const roles = filkhedma.roles.map(({ role }) => role);
  const types = Object.values(policy.tickets.types);

  test('roles', () => {
    const named = [
      ...types.flatMap(({ team, lead, alsoTakenBy, openedBy }) => [team, lead, ...alsoTakenBy, ...openedBy]),
      ...Object.values(policy.access).flat(),
      ...people.map(({ role }) => role),
    ];
    expect(named.filter((role) => !roles.includes(role))).toEqual([]);
    expect(new Set(roles).size).toBe(roles.length);
  });

  test('texts, each named', () => {
    const named = [
      ...Object.values(policy.sms).map(({ text }) => text),
      ...policy.validity.calls.flatMap(({ text }) => text ?? []),
      ...(filkhedma.salesCopy ?? []),
    ];
    expect(named.toSorted()).toEqual(Object.keys(filkhedma.texts).toSorted());
  });

  test('ticket types and results', () => {
    const opened = [
      policy.chase.ticket,
      policy.validity.ticket,
      policy.visits.sameDay.ticket,
      policy.booking.followUpTicket,
      policy.visits.record?.ticket ?? 'none',
    ];
    for (const type of opened) expect(ticketType(policy.tickets, type).type).toBe(type);
    const { paid, cancelled, usedUp } = policy.results;
    const { noAnswerResult: unanswered } = policy.tickets;
    const closedByTheProcess = {
      [policy.chase.ticket]: [paid, cancelled, unanswered],
      [policy.validity.ticket]: [usedUp, cancelled, unanswered],
      [policy.visits.sameDay.ticket]: [unanswered],
    };
    for (const [type, results] of Object.entries(closedByTheProcess)) {
      expect(ticketType(policy.tickets, type).results).toEqual(expect.arrayContaining(results));
    }
    for (const { results, resultNeeds = {} } of types) {
      expect(
        results.filter((result) => ['paid', 'scheduled', 'booked'].includes(result) && !(result in resultNeeds)),
      ).toEqual([]);
    }
  });

  test('times: its zone is the program’s, its calls come in order within the grace, its bounds climb', () => {
    expect(policy.tickets.workingHours.timeZone).toBe(filkhedma.timeZone);
    expect(filkhedma.tickets).toBe(policy.tickets);
    const days = policy.validity.calls.map(({ day }) => day);
    expect(days).toEqual(days.toSorted((one, other) => one - other));
    expect(days.every((day) => day >= 1 && day <= policy.validity.graceDays)).toBe(true);
  });

  test('and it survives the way into a workflow', () => {
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy);
  });
});

describe('filkhedma’s defaults', () => {
  test('FK-03 FK-06 FK-09 FK-14 FK-17 FK-18 FK-21 the numbers of the requirements', () => {
    expect(policy.booking.closeWithin).toBe('PT48H');
    expect(policy.chase).toMatchObject({
      ticketAfter: 'PT2H',
      lastCallDaysBefore: 1,
      lateLastChance: 'PT2H',
      finalCallDaysAfter: 1,
    });
    expect(policy.validity).toMatchObject({ months: 1, graceDays: 14 });
    expect(policy.validity.calls.map(({ day, text, closesTicket }) => [day, text, closesTicket])).toEqual([
      [1, 'sms-3', false],
      [6, 'sms-4', true],
    ]);
    expect(policy.visits).toMatchObject({ freeChange: 'PT24H', cutOff: 'visit-start', sameDay: { alwaysSend: false } });
    expect(policy.cancellation.refund).toEqual({ numerator: 7, denominator: 10 });
    expect(policy.tickets.workingHours.week).toEqual(
      Array.from({ length: 7 }, () => [{ opens: '09:00', closes: '21:00' }]),
    );
  });

  test('FK-22 the results of every type', () => {
    const results = Object.fromEntries(Object.entries(policy.tickets.types).map(([type, one]) => [type, one.results]));
    expect(results).toMatchObject({
      'outbound-sales-request': ['booked', 'not-interested', 'no-answer', 'other'],
      'not-paid': ['paid', 'booked', 'cancelled', 'not-interested', 'no-answer', 'other'],
      'package-expired': ['scheduled', 'cancelled', 'not-interested', 'no-answer', 'other'],
      'same-day-visit': ['informed', 'no-answer', 'other'],
      // A visit's record closes its ticket, with its own result.
      'visit-record': [],
      // The cancellation of its package closes this one.
      'visit-refund': [],
    });
  });

  test('FK-17 FK-23 the record of a visit: asked of operations until noon of the next day, corrected by the lead', () => {
    expect(policy.visits.record).toEqual({
      ticket: 'visit-record',
      dueTime: '12:00',
      result: 'recorded',
      rule: 'FK-23',
    });
    expect(policy.tickets.types['visit-record']).toMatchObject({
      team: 'operations',
      lead: 'customer-success-lead',
      alsoTakenBy: ['customer-care', 'customer-success', 'customer-success-lead'],
      task: 'record-visit',
    });
    expect(policy.access['correct-visit']).toEqual(['customer-success-lead']);
    expect([policy.validity.callsFor, policy.visits.addressDaysBefore]).toEqual(['visits-without-date', 2]);
  });

  test('FK-21 visits that came back too late: asked of the lead, within a working day, by the same rule', () => {
    expect(policy.visits.returned).toEqual({
      ticket: 'visit-refund',
      results: { paidBack: 'refund-prepared', takenBack: 'recorded' },
      rule: 'FK-21',
    });
    expect(policy.tickets.types['visit-refund']).toMatchObject({
      team: 'customer-success-lead',
      lead: 'customer-success-lead',
      alsoTakenBy: [],
      openedBy: [],
      callWithin: 'PT12H',
      task: 'refund-visits',
      rule: 'FK-21',
    });
  });

  test('issue 4, section 5: the demo people', () => {
    const logins = Object.groupBy(people, ({ role }) => role);
    expect(Object.entries(logins).map(([role, those]) => [role, those?.map(({ login }) => login)])).toEqual([
      ['customer-care', ['cc-1', 'cc-2']],
      ['customer-success', ['cs-1', 'cs-2', 'cs-3']],
      ['customer-success-lead', ['cs-lead']],
      ['operations', ['ops-1']],
      ['finance', ['finance-1', 'finance-2']],
    ]);
  });
});
