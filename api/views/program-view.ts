import type { Static } from 'typebox';
import type { Instant } from '../../domain/calendar/instant.ts';
import { nextOpening, openUntil, type WorkingHours } from '../../domain/calendar/working-hours.ts';
import { attachmentExtensions, attachmentTypes, MAX_ATTACHMENT_BYTES } from '../../domain/conversation/attachment.ts';
import type { Program as ProgramData, ProgramLabels } from '../../domain/program.ts';
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
    queues: Object.entries(conversation?.queues ?? {}).map(([queue, { role, absenceReply }]) => ({
      queue,
      role,
      absence: absenceReply !== undefined,
      absenceSetBy: absenceReply?.setBy ?? null,
      absenceText: absenceReply === undefined ? null : (texts[absenceReply.text] ?? null),
    })),
    scores: [...(conversation?.rating.scores ?? [])],
    ...programHours(conversation?.workingHours),
    country,
    packages: packageSalesView(program),
    ticketTypes: Object.values(program.tickets?.types ?? {}).map(({ type, label, team, lead, openedBy, results }) => ({
      ...{ type, label, team, lead },
      openedBy: [...openedBy],
      results: [...results],
    })),
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

function packageSalesView({ servicePackage }: ProgramData): Static<typeof Program>['packages'] {
  if (servicePackage === undefined) return null;
  const { currency, methods, access, visits } = servicePackage;
  return {
    currency,
    methods: [...methods],
    bookedBy: [...access.book],
    refundsApprovedBy: [...access['approve-refund']],
    paymentsDecidedBy: [...access['decide-payment']],
    visitsCompletedBy: [...access['complete-visit']],
    freeChange: visits.freeChange,
    cutOff: visits.cutOff,
  };
}

/** The customer page's view of a program with conversations at an instant. */
export function chatInfoView(
  { name, title, locale, timeZone, attachments = [] }: ProgramData,
  hours: WorkingHours,
  now: Instant,
): Static<typeof ChatInfo> {
  const until = openUntil(hours, now);
  return {
    program: name,
    title,
    locale,
    timeZone,
    openUntil: until,
    opensAt: until === null ? nextOpening(hours, now) : null,
    attachmentTypes: attachmentTypes(attachments),
    attachmentKinds: [...attachments],
    attachmentExtensions: attachmentExtensions(attachments),
    maxAttachmentSize: MAX_ATTACHMENT_BYTES,
    maxTextLength: MAX_TEXT_LENGTH,
  };
}
