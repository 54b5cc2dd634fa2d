import type { AttachmentKind } from '../domain/conversation/attachment.ts';
import type { ConversationPolicy } from '../domain/conversation/policy.ts';
import { conversation } from '../domain/conversation/process.ts';
import { conversationHappenings } from '../domain/document/conversation.ts';
import { weekdays } from '../domain/document/hours.ts';
import type { ProgramDocument, RulesDocument, TextsDocument } from '../domain/document/program.ts';
import { packageHappenings } from '../domain/document/service-package.ts';
import { ticketHappenings } from '../domain/document/tickets.ts';
import { minorUnitsIn } from '../domain/money.ts';
import type { Program } from '../domain/program.ts';
import type { WorkingHours } from '../domain/calendar/working-hours.ts';
import type { ServicePackagePolicy } from '../domain/service-package/policy.ts';
import { ticket } from '../domain/ticket/process.ts';
import type { TicketPolicy } from '../domain/ticket/policy.ts';

/** A checked document as the version of a program that the processes run by. */
export function programOf({ program, texts, holidays = {} }: ProgramDocument, version: number): Program {
  const { name, timeZone, country, locale, roles } = program;
  const labels = mapped(texts, ({ title, product, labels: named }) => ({
    title,
    ...(product && { product }),
    ...named,
  }));
  const own = texts[locale];
  if (own === undefined) throw new RangeError(`${name} has no texts in ${locale}`);
  const named: Named = { version, timeZone, name, labels: own.labels, holidays };
  const tickets = program.tickets && ticketPolicy(program.tickets, named);
  const servicePackage = program.servicePackage && tickets && packagePolicy(program.servicePackage, tickets, named);
  const { attachments } = program.conversation ?? {};
  return {
    ...{ name, version, title: own.title, timeZone, locale, labels },
    secondPerson: program.publishing?.secondPerson ?? false,
    ...(country === undefined ? {} : { country }),
    ...(program.vendors && { vendors: program.vendors }),
    roles: roles.map((role) => ({ role, title: own.labels.roles?.[role] ?? role })),
    texts: mapped(own.texts ?? {}, (text) => (typeof text === 'string' ? text : text.text)),
    page: pageOf(own),
    keeping: keepingOf(program),
    pinned: Object.entries(own.texts ?? {}).flatMap(([id, text]) =>
      typeof text !== 'string' && text.pinned ? [id] : [],
    ),
    ...(program.conversation && { conversation: conversationPolicy(program.conversation, named) }),
    ...(attachments && { attachments: attachments as readonly AttachmentKind[] }),
    ...(tickets && { tickets }),
    ...(servicePackage && { servicePackage }),
    ...(program.servicePackage?.salesCopy && { salesCopy: program.servicePackage.salesCopy }),
  };
}

function keepingOf({ keeping: { conversation: talks, tickets: tasks } = {} }: RulesDocument): Program['keeping'] {
  return {
    ...(talks === undefined ? {} : { [conversation.name]: talks }),
    ...(tasks === undefined ? {} : { [ticket.name]: tasks }),
  };
}

/** `problems` become keys such as `problems.not-found`. */
function pageOf({ page: { problems = {}, ...sentences } = {} }: TextsDocument): Readonly<Record<string, string>> {
  const ofProblems = Object.entries(problems).map(([code, text]) => [`problems.${code}`, text] as const);
  return Object.fromEntries([...Object.entries(sentences), ...ofProblems]);
}

type Named = {
  name: string;
  version: number;
  timeZone: string;
  labels: TextsDocument['labels'];
  holidays: NonNullable<ProgramDocument['holidays']>;
};

function stamp({ name, version }: Named) {
  return { version: `${name} ${version}`, programVersion: version };
}

function conversationPolicy(rules: NonNullable<RulesDocument['conversation']>, named: Named): ConversationPolicy {
  const { hours, attachments: _, queues, ladder: ofAll = [], categories, dispositions, rules: ruled, ...kept } = rules;
  const { labels } = named;
  return {
    ...stamp(named),
    ...kept,
    workingHours: workingHours(hours, named),
    queues: mapped(queues, (queue) => ({ ...queue, ladder: queue.ladder ?? ofAll })),
    categories: categories.map((one) => ({ ...one, label: labels.categories?.[one.category] ?? one.category })),
    dispositions: dispositions.map((one) => ({
      ...one,
      label: labels.dispositions?.[one.disposition] ?? one.disposition,
    })),
    rules: { ...withoutRule(conversationHappenings), ...ruled, announcement: ruled.announcement ?? 'announcement' },
  };
}

function ticketPolicy(rules: NonNullable<RulesDocument['tickets']>, named: Named): TicketPolicy {
  const { hours, types, rules: ruled, ...kept } = rules;
  return {
    ...stamp(named),
    ...kept,
    workingHours: workingHours(hours, named),
    types: mapped(types, (one, type) => ({ type, ...one })),
    rules: { ...withoutRule(ticketHappenings), ...ruled },
  };
}

function packagePolicy(
  rules: NonNullable<RulesDocument['servicePackage']>,
  tickets: TicketPolicy,
  named: Named,
): ServicePackagePolicy {
  const { salesCopy: _, rules: ruled, catalogue, freePrice, ...kept } = rules;
  return {
    ...{ ...stamp(named), ...kept, tickets, rules: { ...withoutRule(packageHappenings), ...ruled } },
    ...pricesIn(rules.currency, { catalogue, freePrice }),
  };
}

type Prices = Pick<NonNullable<RulesDocument['servicePackage']>, 'catalogue' | 'freePrice'>;

/** Prices as minor units: documents write decimals. */
function pricesIn(
  currency: string,
  { catalogue, freePrice }: { [Part in keyof Prices]: Prices[Part] | undefined },
): Pick<ServicePackagePolicy, 'catalogue' | 'freePrice'> {
  const minor = (price: string) => {
    const units = minorUnitsIn(price, currency);
    if (units === null) throw new RangeError(`${price} is no price in ${currency}`);
    return units;
  };
  return {
    ...(catalogue && { catalogue: catalogue.map(({ price, ...item }) => ({ ...item, priceMinor: minor(price) })) }),
    ...(freePrice && { freePrice: { leastMinor: minor(freePrice.least), mostMinor: minor(freePrice.most) } }),
    ...(freePrice === null && { freePrice }),
  };
}

function workingHours(
  { week, dates, holidays: lists = [] }: NonNullable<RulesDocument['tickets']>['hours'],
  { timeZone, holidays }: Named,
): WorkingHours {
  const closed = lists.flatMap((list) => (holidays[list]?.days ?? []).map(({ date }) => date));
  return {
    timeZone,
    week: weekdays.map((day) => week[day] ?? []),
    ...(dates === undefined ? {} : { dates }),
    holidays: [...new Set(closed)].toSorted(),
  };
}

function withoutRule<Happening extends string>(happenings: readonly Happening[]): Record<Happening, null> {
  return Object.fromEntries(happenings.map((happening) => [happening, null])) as Record<Happening, null>;
}

function mapped<From, To>(
  record: Readonly<Record<string, From>>,
  to: (value: From, key: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value, key)]));
}
