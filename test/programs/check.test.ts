// A wrong document is told by file and line, with what would fit. Each check is red once.
import { describe, expect, test } from '@jest/globals';
import type { ProgramDocument } from '../../domain/document/program.ts';
import { checkSource } from '../../programs/check.ts';
import { readSource, sourceOf } from '../../programs/source.ts';
import { type Any, sources, wrong } from './wrong-documents.ts';

test.each(Object.entries(sources))('%s has no mistake, in its files and as it is stored', (_, source) => {
  expect(checkSource(source).problems).toEqual([]);
  const document = readSource(source).document as ProgramDocument;
  expect(checkSource(sourceOf(document))).toEqual({ document, problems: [] });
});

describe.each<[keyof typeof sources, string, string, (document: Any) => void]>([
  [
    'cdek',
    '/program/conversation/queues/klo/ladder/0/to/0',
    'unknown-role',
    ({ program }) => (program.conversation.queues.klo.ladder[0].to = ['klo-seniors']),
  ],
  [
    'cdek',
    '/program/conversation/queues/klo/role',
    'unknown-role',
    ({ program }) => (program.conversation.queues.klo.role = 'x'),
  ],
  [
    'cdek',
    '/program/conversation/oversight/boss',
    'unknown-role',
    ({ program }) => (program.conversation.oversight.boss = 'all'),
  ],
  [
    'cdek',
    '/program/conversation/replies/escalateTo/0',
    'unknown-role',
    ({ program }) => (program.conversation.replies.escalateTo = ['x']),
  ],
  [
    'cdek',
    '/program/conversation/categories/0/queue',
    'unknown-queue',
    ({ program }) => (program.conversation.categories[0].queue = 'x'),
  ],
  [
    'cdek',
    '/program/conversation/oversight/klo-senior/0',
    'unknown-queue',
    ({ program }) => (program.conversation.oversight['klo-senior'] = ['x']),
  ],
  [
    'cdek',
    '/program/conversation/queues/other',
    'unreachable-queue',
    ({ program }) => (program.conversation.queues.other = program.conversation.queues.support),
  ],
  [
    'cdek',
    '/program/conversation/intake/fallbackCategory',
    'unknown-category',
    ({ program }) => (program.conversation.intake.fallbackCategory = 'x'),
  ],
  [
    'cdek',
    '/program/conversation/attachments/0',
    'unknown-file-kind',
    ({ program }) => (program.conversation.attachments = ['exe']),
  ],
  [
    'cdek',
    '/program/conversation/greeting/0',
    'unknown-text',
    ({ program }) => (program.conversation.greeting = ['baner', 'banner', 'greeting']),
  ],
  [
    'cdek',
    '/program/conversation/categories/4',
    'twice',
    ({ program }) => program.conversation.categories.push(program.conversation.categories[0]),
  ],
  [
    'cdek',
    '/program/conversation/queues/klo/ladder/1/after',
    'out-of-order',
    ({ program }) => (program.conversation.queues.klo.ladder[1].after = 'PT10M'),
  ],
  [
    'cdek',
    '/program/conversation/queues/klo/ladder/0/after',
    'not-positive',
    ({ program }) => (program.conversation.queues.klo.ladder[0].after = 'PT0S'),
  ],
  [
    'cdek',
    '/program/conversation/queues/klo/ladder/0/to',
    'empty-escalation',
    ({ program }) => (program.conversation.queues.klo.ladder[0].to = ['klo']),
  ],
  [
    'cdek',
    '/program/conversation/replies/escalateAfter',
    'out-of-order',
    ({ program }) => (program.conversation.replies.escalateAfter = 'PT9M'),
  ],
  [
    'cdek',
    '/program/conversation/intake/abandonedAfter',
    'out-of-order',
    ({ program }) => (program.conversation.intake.abandonedAfter = 'PT10M'),
  ],
  ['cdek', '/program/timeZone', 'unknown-time-zone', ({ program }) => (program.timeZone = 'Europe/Moskow')],
  ['cdek', '/program/conversation/hours/week', 'never-open', ({ program }) => (program.conversation.hours.week = {})],
  [
    'cdek',
    '/program/conversation/hours/dates/2031-02-30',
    'no-date',
    ({ program }) => (program.conversation.hours.dates = { '2031-02-30': [] }),
  ],
  [
    'cdek',
    '/program/conversation/identification/check/pattern',
    'no-pattern',
    ({ program }) => (program.conversation.identification.check = { kind: 'pattern', pattern: '(' }),
  ],
  [
    'cdek',
    '/texts/ru/texts/absence-reply',
    'unknown-value',
    ({ texts }) => (texts.ru.texts['absence-reply'] = 'до {until}, {name}'),
  ],
  ['cdek', '/texts/ru/texts/greeting', 'malformed-text', ({ texts }) => (texts.ru.texts.greeting = 'Добрый день! {')],
  ['cdek', '/texts/en/labels/roles', 'no-label', ({ texts }) => delete texts.en.labels.roles.klo],
  [
    'cdek',
    '/texts/en/labels/roles/support',
    'same-label',
    ({ texts }) => (texts.en.labels.roles.support = texts.en.labels.roles.klo),
  ],
  ['cdek', '/texts', 'no-texts', ({ texts }) => delete texts.ru],
  ['cdek', '/program/staffLocales', 'no-texts', ({ texts }) => delete texts.en],
  [
    'lessons',
    '/program/tickets/hours/holidays/0',
    'unknown-holidays',
    ({ program }) => (program.tickets.hours.holidays = ['moon']),
  ],
  ['lessons', '/holidays/school', 'wrong-holidays', ({ holidays }) => (holidays.school.days[0].date = '2031-02-30')],
  [
    'filkhedma',
    '/program/tickets/types/not-paid/team',
    'unknown-role',
    ({ program }) => (program.tickets.types['not-paid'].team = 'x'),
  ],
  [
    'filkhedma',
    '/program/tickets/types/not-paid/results',
    'no-results',
    ({ program }) => (program.tickets.types['not-paid'].results = []),
  ],
  [
    'filkhedma',
    '/program/servicePackage/chase/ticket',
    'unknown-ticket-type',
    ({ program }) => (program.servicePackage.chase.ticket = 'x'),
  ],
  [
    'filkhedma',
    '/program/servicePackage/results/usedUp',
    'unknown-result',
    ({ program }) => (program.servicePackage.results.usedUp = 'x'),
  ],
  [
    'filkhedma',
    '/program/servicePackage/access/cancel',
    'no-role',
    ({ program }) => (program.servicePackage.access.cancel = []),
  ],
  [
    'filkhedma',
    '/program/servicePackage/validity/calls/1/day',
    'out-of-order',
    ({ program }) => (program.servicePackage.validity.calls[1].day = 1),
  ],
  [
    'filkhedma',
    '/program/servicePackage/validity/calls/1/day',
    'after-grace',
    ({ program }) => (program.servicePackage.validity.calls[1].day = 15),
  ],
  [
    'filkhedma',
    '/program/servicePackage/cancellation/refund',
    'more-than-whole',
    ({ program }) => (program.servicePackage.cancellation.refund = { numerator: 3, denominator: 2 }),
  ],
  [
    'filkhedma',
    '/program/servicePackage/booking/farAhead/refuseBeyondDays',
    'out-of-order',
    ({ program }) => (program.servicePackage.booking.farAhead.refuseBeyondDays = 1),
  ],
  ['filkhedma', '/program/servicePackage', 'no-tickets', ({ program }) => delete program.tickets],
  [
    'filkhedma',
    '/texts/ar/texts/payment-link',
    'unknown-value',
    ({ texts }) => (texts.ar.texts['payment-link'] = '{link}'),
  ],
])('%s: %s', (program, path, code, change) => {
  test(`${code}: it never starts and never publishes`, () => {
    const { sound, problems } = wrong(program, change);
    expect(sound).toBeNull();
    expect(problems).toContainEqual([path, code, 'error']);
  });
});
