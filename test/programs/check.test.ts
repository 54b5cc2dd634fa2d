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
    '/program/servicePackage/validity/ticket',
    'ticket-type-shared',
    ({ program }) => (program.servicePackage.validity.ticket = 'not-paid'),
  ],
  [
    'filkhedma',
    '/program/servicePackage/visits/returned/ticket',
    'ticket-type-shared',
    ({ program }) => (program.servicePackage.visits.returned.ticket = 'visit-record'),
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
  ['cdek', '/program/keeping/tickets', 'no-process', ({ program }) => (program.keeping.tickets = 'P1Y')],
  ['cdek', '/program/keeping/conversation', 'too-short', ({ program }) => (program.keeping.conversation = 'P0D')],
  [
    'cdek',
    '/program/keeping/conversation',
    'too-short',
    ({ program }) => {
      program.keeping.conversation = 'P1D';
      program.conversation.rating.openFor = 'PT25H';
    },
  ],
  ['cdek', '/program/keeping/conversation', 'unfit', ({ program }) => (program.keeping.conversation = '1 year')],
  ['cdek', '/program/locale', 'unknown-language', ({ program, texts }) => inLanguage('xx', program, texts)],
  ['cdek', '/program/locale', 'unknown-language', ({ program, texts }) => inLanguage('iw', program, texts)],
  ['cdek', '/texts/ru/page/attach', 'unknown-value', ({ texts }) => (texts.ru.page = { attach: '{files}' })],
  ['cdek', '/texts/ru/page/left', 'unknown-value', ({ texts }) => (texts.ru.page = { left: '{count, number}' })],
  [
    'cdek',
    '/texts/ru/page/left',
    'unknown-value',
    ({ texts }) => (texts.ru.page = { left: '{count, plural, offset:1 other {#}}' }),
  ],
  ['cdek', '/texts/ru/page/send', 'malformed-text', ({ texts }) => (texts.ru.page = { send: 'a {' })],
  ['cdek', '/texts/ru/page/sned', 'unknown-field', ({ texts }) => (texts.ru.page = { sned: 'a' })],
  [
    'cdek',
    '/texts/ru/page/problems/gone',
    'unknown-field',
    ({ texts }) => (texts.ru.page = { problems: { gone: 'a' } }),
  ],
])('%s: %s', (program, path, code, change) => {
  test(`${code}: it never starts and never publishes`, () => {
    const { sound, problems } = wrong(program, change);
    expect(sound).toBeNull();
    expect(problems).toContainEqual([path, code, 'error']);
  });
});

/** The customers' language, with the texts that are there. */
function inLanguage(locale: string, program: Any, texts: Any): void {
  texts[locale] = texts[program.locale];
  program.locale = locale;
}

test('a language that the page does not speak is published, and what it lacks is said', () => {
  const { sound, problems } = wrong('cdek', ({ program, texts }) => {
    inLanguage('uz-Latn', program, texts);
    texts['uz-Latn'].page = { send: 'Yuborish', left: '{count, plural, other {# ta belgi}}' };
  });
  expect(sound).not.toBeNull();
  expect(problems).toContainEqual(['/texts/uz-Latn/page', 'no-page-text', 'warning']);
  const document = structuredClone(readSource(sources.cdek).document) as Any;
  inLanguage('uz-Latn', document.program, document.texts);
  const [said] = checkSource(sourceOf(document)).problems.filter(({ code }) => code === 'no-page-text');
  expect(said?.text).toMatch(/in uz-Latn: you, agent, .*unknownProblem, problems\.network/);
  expect(said?.text).not.toMatch(/noProgram/);
});

test('a page that customers never read is said', () => {
  const { sound, problems } = wrong('cdek', ({ texts }) => (texts.en.page = { send: 'Send' }));
  expect(sound).not.toBeNull();
  expect(problems).toEqual([['/texts/en/page', 'unused-page', 'warning']]);
});
