// Mutants that no test can notice, each with the reason. They are listed here, so that the code stays free of marks.

import type { Equivalent } from './equivalent.ts';
import { ofApi } from './equivalents-api.ts';
import { ofActivities } from './equivalents-activities.ts';
import { ofDoors } from './equivalents-doors.ts';
import { ofReading } from './equivalents-reading.ts';
import { ofServicePackages } from './equivalents-service-package.ts';
import { ofVendors } from './equivalents-vendors.ts';

export const equivalents: readonly Equivalent[] = [
  {
    file: 'domain/timetable.ts',
    line: ".map(({ at, what, rule, subject = null }) => ({ at: at < now ? now : at, what, rule, by: 'careline', subject }));",
    becomes: 'at <= now',
    because: 'an instant that is now is now either way',
  },
  {
    file: 'domain/timetable.ts',
    line: 'if (one === other) return 0;',
    becomes: 'false',
    because: 'what is said to be later than its equal stays behind it',
  },
  {
    file: 'domain/money.ts',
    line: "if (below === 0n) throw new RangeError('nothing can be divided by zero');",
    becomes: 'false',
    because: 'a division of whole numbers by zero throws a RangeError as well',
  },
  {
    file: 'domain/money.ts',
    line: "if (below === 0n) throw new RangeError('nothing can be divided by zero');",
    becomes: ';',
    because: 'a division of whole numbers by zero throws a RangeError as well',
  },
  {
    file: 'domain/calendar/counted-instant.ts',
    line: 'if (meantAt > now || later(meantAt, STILL_FRESH) < now) return now;',
    becomes: 'meantAt >= now',
    because: 'the latest move never lies ahead of now, so both ways lead to the same instant',
  },
  {
    file: 'domain/calendar/counted-instant.ts',
    line: 'return meantAt < latestAt ? latestAt : meantAt;',
    becomes: 'meantAt <= latestAt',
    because: 'of two equal instants either is the answer',
  },
  {
    file: 'domain/calendar/days.ts',
    line: "return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;",
    becomes: '{}',
    because: 'days are the default between two dates',
  },
  {
    file: 'domain/calendar/days.ts',
    line: "return Temporal.PlainDate.from(date).add({ months }, { overflow: 'constrain' }).toString();",
    becomes: '{}',
    because: 'clipping to the end of the month is the default',
  },
  {
    file: 'domain/calendar/working-hours.ts',
    line: 'return shifts.length < 2 ? shifts : united(shifts);',
    becomes: 'false',
    because: 'one shift alone is united with nothing',
  },
  {
    file: 'domain/calendar/working-hours.ts',
    line: 'return hoursOn(hours, date)',
    becomes: 'hoursOn(hours, date)',
    because: 'an opening that ends on its own day holds no instant of the next one',
  },
  {
    file: 'domain/calendar/working-hours.ts',
    line: 'return shifts.reduce((until, shift) => (shift.from <= until && shift.until > until ? shift.until : until), from);',
    becomes: 'shift.until >= until',
    because: 'of two equal instants either is the answer',
  },
  {
    file: 'domain/calendar/working-hours.ts',
    line: 'for (const next of shifts.toSorted((one, other) => (one.from < other.from ? -1 : 1))) {',
    becomes: 'one.from <= other.from',
    because: 'openings that begin together are one shift in either order',
  },
  {
    file: 'domain/calendar/working-hours.ts',
    line: 'else if (before.until < next.until) before.until = next.until;',
    becomes: 'before.until <= next.until',
    because: 'of two equal instants either is the answer',
  },
  {
    file: 'domain/calendar/working-time.ts',
    line: 'const last = shiftsOf(hours, day + days * step).at(-1);',
    becomes: 'days / step',
    because: 'the step is one day on or back, for which both are the same',
  },
  {
    file: 'domain/calendar/working-time.ts',
    line: 'if (left === 0 || shift.until <= counted) continue;',
    becomes: 'shift.until < counted',
    because: 'a shift that ends at the instant has no time left that could be counted',
  },
  {
    file: 'domain/calendar/working-time.ts',
    line: 'const from = shift.from > counted ? shift.from : counted;',
    becomes: 'shift.from >= counted',
    because: 'of two equal instants either is the answer',
  },
  {
    file: 'domain/calendar/working-time.ts',
    line: 'counted = open >= left ? toInstant(Date.parse(from) + left) : shift.until;',
    becomes: 'open > left',
    because: 'what is left then ends with the shift',
  },
  {
    file: 'domain/conversation/attachment.ts',
    line: "const base = given.normalize('NFC').split(/[/\\\\]/).at(-1) ?? '';",
    becomes: '"Stryker was here!"',
    because: 'a text that is split always has a last part',
  },
  {
    file: 'domain/conversation/attachment.ts',
    line: "const isDevice = DEVICE.test(rest.split('.', 1)[0]?.trim() ?? '');",
    becomes: '"Stryker was here!"',
    because: 'a text that is split always has a first part',
  },
  {
    file: 'domain/conversation/attachment.ts',
    line: 'const found = taken.find((kind) => type !== null && kinds[kind].types.includes(type));',
    becomes: 'true',
    because: 'no type is called null',
  },
  {
    file: 'domain/card-number.ts',
    line: "digits += groups[last]?.digits ?? '';",
    becomes: '"Stryker was here!"',
    because: 'the group is there, since the loop ends with the groups',
  },
  {
    file: 'domain/conversation/moves.ts',
    line: "before.stage === 'waiting' ? { roles: before.addressedRoles } : { roles: [], login: before.assignee ?? '' };",
    becomes: '"Stryker was here!"',
    because: 'a request that does not wait is assigned, and has an assignee',
  },
  {
    file: 'domain/ticket/results.ts',
    line: 'if (result === null || !type.results.includes(result)) {',
    becomes: 'false',
    because: 'no result is called null',
  },
  {
    file: 'domain/ticket/moves.ts',
    line: "const result = command.result ?? '';",
    becomes: '"Stryker was here!"',
    because: 'a command that is carried out has not been refused, and so has a result',
  },
  {
    file: 'domain/ticket/moves.ts',
    line: "const given = assignee === null ? null : assign(policy, ticket, assignee, 'careline', opening.at);",
    becomes: 'false',
    because: 'a new ticket has no assignee, so taking the assignee away changes nothing',
  },
  {
    file: 'domain/distribution.ts',
    line: 'return one < other ? -1 : 1;',
    becomes: 'one <= other',
    because: 'two equal texts have been answered in the line before',
  },
  {
    file: 'domain/access/route-access.ts',
    line: "if (policy === undefined || actor.kind === 'anonymous') return HIDDEN;",
    becomes: 'false',
    because: 'a caller without an identity is never the customer, so the conversation stays hidden',
  },
  {
    file: 'domain/access/route-access.ts',
    line: "if (policy === undefined || actor.kind === 'anonymous') return HIDDEN;",
    becomes: '""',
    because: 'a caller without an identity is never the customer, so the conversation stays hidden',
  },
  {
    file: 'domain/access/conversation-access.ts',
    line: "return seen === 'all' || seen.length > 0;",
    becomes: 'false',
    because: 'the word “all” is not empty either',
  },
  {
    file: 'domain/access/conversation-access.ts',
    line: "return seen === 'all' || seen.length > 0;",
    becomes: '""',
    because: 'the word “all” is not empty either',
  },
  {
    file: 'domain/ticket/results.ts',
    line: "export const NO_FACTS: ResultFacts = { payment: false, 'planned-visit': false, 'open-chase': false };",
    becomes: '{}',
    because: 'what is not there is not true either',
  },
  {
    file: 'domain/conversation/attachment.ts',
    line: "const isDevice = DEVICE.test(rest.split('.', 1)[0]?.trim() ?? '');",
    becomes: "rest.split('.', 1)[0].trim",
    because: 'a text that is split always has a first part',
  },
  {
    file: 'domain/conversation/attachment.ts',
    line: 'while (end > 0 && /[.\\s]/.test(name.charAt(end - 1))) end -= 1;',
    becomes: 'end >= 0',
    because: 'before the first character there is nothing that could match',
  },
  {
    file: 'domain/conversation/attachment.ts',
    line: 'while (end > 0 && /[.\\s]/.test(name.charAt(end - 1))) end -= 1;',
    becomes: 'true',
    because: 'before the first character there is nothing that could match',
  },
  {
    file: 'domain/card-number.ts',
    line: 'const [from, to] = [groups[first]?.from ?? 0, groups[last]?.to ?? 0];',
    becomes: 'groups[first].from',
    because: 'the groups are there: the loop ends with them',
  },
  {
    file: 'domain/card-number.ts',
    line: 'const [from, to] = [groups[first]?.from ?? 0, groups[last]?.to ?? 0];',
    becomes: 'groups[last].to',
    because: 'the groups are there: the loop ends with them',
  },
  {
    file: 'domain/card-number.ts',
    line: "digits += groups[last]?.digits ?? '';",
    becomes: 'groups[last].digits',
    because: 'the group is there, since the loop ends with the groups',
  },
  {
    file: 'domain/card-number.ts',
    line: 'return total + (value > 9 ? value - 9 : value);',
    becomes: 'total - (value > 9 ? value - 9 : value)',
    because: 'a sum and its opposite are both divisible by ten, or neither is',
  },
  {
    file: 'domain/contact/phone.ts',
    line: "const defaultCountry = typeof country === 'string' ? { defaultCountry: country as CountryCode } : {};",
    becomes: 'true',
    because: 'to the library a country that is null is none',
  },
  {
    file: 'domain/contact/phone.ts',
    line: 'const [, operator, first, rest] = EGYPTIAN_MOBILE.exec(`0${found.nationalNumber}`) ?? [];',
    becomes: '["Stryker was here"]',
    because: 'the first of them is not read',
  },
  {
    file: 'domain/contact/phone.ts',
    line: 'const BLANKS = /[\\s\\p{Cc}\\u2800]+/gu;',
    becomes: '/[\\s\\p{Cc}\\u2800]/gu',
    because: 'the library takes any number of blanks',
  },
  {
    file: 'domain/contact/phone.ts',
    line: 'const EGYPTIAN_MOBILE = /^(01\\d\\d)(\\d{3})(\\d{4})$/;',
    becomes: '/(01\\d\\d)(\\d{3})(\\d{4})$/',
    because: 'no Egyptian number has more digits',
  },
  {
    file: 'domain/contact/phone.ts',
    line: 'const EGYPTIAN_MOBILE = /^(01\\d\\d)(\\d{3})(\\d{4})$/;',
    becomes: '/^(01\\d\\d)(\\d{3})(\\d{4})/',
    because: 'no Egyptian number has more digits',
  },
  {
    file: 'domain/ticket/commands.ts',
    line: "command.kind === 'record-call' &&",
    becomes: 'true',
    because: 'only a call has an outcome, and without one nothing is made up for',
  },
  {
    file: 'domain/ticket/results.ts',
    line: 'if (result === null || !type.results.includes(result)) {',
    becomes: 'false',
    because: 'no type has null among its results',
  },
  {
    file: 'domain/ticket/results.ts',
    line: "export const NO_FACTS: ResultFacts = { payment: false, 'planned-visit': false, 'open-chase': false };",
    becomes: '{}',
    because: 'a fact that is not there is as one that is not true',
  },
  ...ofServicePackages,
  ...ofVendors,
  ...ofActivities,
  ...ofApi,
  ...ofDoors,
  ...ofReading,
];
