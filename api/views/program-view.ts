import type { Static } from 'typebox';
import type { Instant } from '../../domain/calendar/instant.ts';
import { nextOpening, openUntil, type WorkingHours } from '../../domain/calendar/working-hours.ts';
import { attachmentExtensions, attachmentTypes, MAX_ATTACHMENT_BYTES } from '../../domain/conversation/attachment.ts';
import type { Program as ProgramData, ProgramLabels } from '../../domain/program.ts';
import { freePriceOf } from '../../domain/service-package/catalogue.ts';
import { paymentWays } from '../../domain/service-package/methods.ts';
import type { ServicePackagePolicy } from '../../domain/service-package/policy.ts';
import { isGivenOut } from '../../domain/ticket/policy.ts';
import { MAX_TEXT_LENGTH } from '../schemas/conversations.ts';
import type { ChatInfo, Program } from '../schemas/program.ts';
import { programHours } from './hours-view.ts';

/** A program as its staff see it. A program without conversations has empty lists. */
export function programView(program: ProgramData): Static<typeof Program> {
  const { name, title, timeZone, locale, roles, conversation, texts, country = null, salesCopy = [] } = program;
  const { categories = [], dispositions = [] } = conversation ?? {};
  const named = (own: string, of: (labels: ProgramLabels) => string | undefined) => byLanguage(program, own, of);
  return {
    name,
    title,
    titles: named(title, (labels) => labels.title),
    version: program.version,
    timeZone,
    locale,
    roles: roles.map((one) => ({ ...one, titles: named(one.title, (labels) => labels.roles?.[one.role]) })),
    categories: categories.map((one) => ({
      ...one,
      labels: named(one.label, (labels) => labels.categories?.[one.category]),
    })),
    dispositions: dispositions.map((one) => ({
      ...one,
      labels: named(one.label, (labels) => labels.dispositions?.[one.disposition]),
    })),
    queues: Object.entries(conversation?.queues ?? {}).map(
      ([queue, { role, distribution = 'claim', absenceReply }]) => ({
        ...{ queue, role, distribution },
        absence: absenceReply !== undefined,
        absenceSetBy: absenceReply?.setBy ?? null,
        absenceText: absenceReply === undefined ? null : (texts[absenceReply.text] ?? null),
      }),
    ),
    scores: [...(conversation?.rating.scores ?? [])],
    ...programHours(conversation?.workingHours),
    country,
    packages: packageSalesView(program),
    productNames: productNamesOf(program),
    ticketTypes: ticketTypesOf(program),
    ...wordsOf(program),
    attachmentKinds: [...(program.attachments ?? [])],
    attachmentExtensions: attachmentExtensions(program.attachments ?? []),
    salesCopy: salesCopy.map((text) => texts[text] ?? ''),
  };
}

/** A label in each language that has one. */
function byLanguage(
  { locale, labels }: ProgramData,
  own: string,
  of: (labels: ProgramLabels) => string | undefined,
): Record<string, string> {
  const others = Object.entries(labels).flatMap(([language, words]) => {
    const label = of(words);
    return label === undefined ? [] : [[language, label] as const];
  });
  return Object.fromEntries([[locale, own], ...others]);
}

type Labelled = Exclude<keyof ProgramLabels, 'title' | 'product'>;

/** A name in each language that has one. */
function labelsOf({ labels }: ProgramData, kind: Labelled, id: string): Record<string, string> {
  const named = Object.entries(labels).flatMap(([language, words]) => {
    const label = words[kind]?.[id];
    return label === undefined ? [] : [[language, label] as const];
  });
  return Object.fromEntries(named);
}

/** The names of one kind, by id. */
function namesOf<Id extends string>(program: ProgramData, kind: Labelled, name: Id) {
  const ids = new Set(Object.values(program.labels).flatMap((words) => Object.keys(words[kind] ?? {})));
  return [...ids].map((id) => ({ [name]: id, labels: labelsOf(program, kind, id) })) as (Record<Id, string> & {
    labels: Record<string, string>;
  })[];
}

function ticketTypesOf(program: ProgramData): Static<typeof Program>['ticketTypes'] {
  return Object.values(program.tickets?.types ?? {}).map((one) => ({
    ...{ type: one.type, label: one.label, team: one.team, lead: one.lead },
    labels: labelsOf(program, 'ticketTypes', one.type),
    openedBy: [...one.openedBy],
    results: [...one.results],
    distribution: isGivenOut(one) ? ('push' as const) : ('claim' as const),
    fields: (one.fields ?? []).map(({ id, kind, required = false, choices = [] }) => ({
      ...{ field: id, kind, required },
      choices: [...choices],
    })),
  }));
}

function wordsOf(program: ProgramData) {
  return {
    ticketResults: namesOf(program, 'ticketResults', 'result'),
    ticketFields: namesOf(program, 'ticketFields', 'field'),
    ticketChoices: namesOf(program, 'ticketChoices', 'choice'),
    tasks: namesOf(program, 'tasks', 'task'),
    rules: namesOf(program, 'rules', 'rule'),
    packageNames: namesOf(program, 'packages', 'item'),
    methods: namesOf(program, 'methods', 'method'),
    notices: namesOf(program, 'notices', 'notice'),
    offers: namesOf(program, 'offers', 'offer'),
    smsTexts: namesOf(program, 'sms', 'text'),
    numbers: namesOf(program, 'numbers', 'number'),
    questions: namesOf(program, 'questions', 'question'),
  };
}

function productNamesOf({ labels }: ProgramData): Static<typeof Program>['productNames'] {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([language, { product }]) => (product === undefined ? [] : [[language, product]])),
  );
}

function packageSalesView({ servicePackage }: ProgramData): Static<typeof Program>['packages'] {
  if (servicePackage === undefined) return null;
  const { currency, sms, access, visits, booking } = servicePackage;
  const ways = paymentWays(servicePackage);
  return {
    currency,
    paymentWays: ways.map(({ method, kind, notice }) => ({ method, kind, notice })),
    methods: ways.map(({ method }) => method),
    catalogue: catalogueOf(servicePackage),
    freePrice: freePriceOf(servicePackage),
    sentBySms: { link: sms.paymentLink !== undefined, code: sms.paymentCode !== undefined },
    bookedBy: [...access.book],
    refundsApprovedBy: [...access['approve-refund']],
    paymentsDecidedBy: [...access['decide-payment']],
    visitsCompletedBy: [...access['complete-visit']],
    freeChange: visits.freeChange,
    cutOff: visits.cutOff,
    closeWithin: booking.closeWithin,
  };
}

function catalogueOf({ catalogue = [], validity }: ServicePackagePolicy) {
  return catalogue.map(({ id, visits, priceMinor, validity: { months, graceDays } = validity }) => ({
    ...{ item: id, visits, priceMinor, months, graceDays },
  }));
}

/** The customer page's view of a program with conversations at an instant. */
export function chatInfoView(program: ProgramData, hours: WorkingHours, now: Instant): Static<typeof ChatInfo> {
  const { name, title, locale, timeZone, page, attachments = [] } = program;
  const until = openUntil(hours, now);
  return {
    program: name,
    title,
    locale,
    timeZone,
    openUntil: until,
    opensAt: until === null ? nextOpening(hours, now) : null,
    numbers: namesOf(program, 'numbers', 'number'),
    questions: namesOf(program, 'questions', 'question'),
    attachmentTypes: attachmentTypes(attachments),
    attachmentKinds: [...attachments],
    attachmentExtensions: attachmentExtensions(attachments),
    maxAttachmentSize: MAX_ATTACHMENT_BYTES,
    maxTextLength: MAX_TEXT_LENGTH,
    page,
  };
}
