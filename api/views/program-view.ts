// Owns what of a program is shown to staff and to the customer page. Refuses to show texts, ladders and oversight.
import type { Static } from 'typebox';
import type { Instant } from '../../domain/calendar/instant.ts';
import { nextOpening, shiftAt, type WorkingHours } from '../../domain/calendar/working-hours.ts';
import { attachmentTypes, MAX_ATTACHMENT_BYTES } from '../../domain/conversation/attachment.ts';
import type { Program as ProgramData } from '../../domain/program.ts';
import { MAX_TEXT_LENGTH } from '../schemas/conversations.ts';
import type { ChatInfo, Program } from '../schemas/program.ts';

/** A program as its staff see it; one without conversations has empty lists. */
export function programView(program: ProgramData): Static<typeof Program> {
  const { name, title, timeZone, locale, roles, conversation, texts, country = null, salesCopy = [] } = program;
  return {
    name,
    title,
    timeZone,
    locale,
    roles: [...roles],
    categories: [...(conversation?.categories ?? [])],
    dispositions: [...(conversation?.dispositions ?? [])],
    queues: Object.entries(conversation?.queues ?? {}).map(([queue, { role, absenceReply }]) => ({
      queue,
      role,
      absence: absenceReply !== undefined,
      absenceSetBy: absenceReply?.setBy ?? null,
      absenceText: absenceReply === undefined ? null : (texts[absenceReply.text] ?? null),
    })),
    scores: [...(conversation?.rating.scores ?? [])],
    workingWeek: [...(conversation?.workingHours.week ?? [])],
    country,
    packages: packageSalesView(program),
    ticketTypes: Object.values(program.tickets?.types ?? {}).map(({ type, label, team, lead, openedBy, results }) => ({
      ...{ type, label, team, lead },
      openedBy: [...openedBy],
      results: [...results],
    })),
    salesCopy: salesCopy.map((text) => texts[text] ?? ''),
  };
}

function packageSalesView({ servicePackage }: ProgramData): Static<typeof Program>['packages'] {
  if (servicePackage === undefined) return null;
  const { currency, methods, access, visits } = servicePackage;
  return {
    currency,
    methods: [...methods],
    bookedBy: [...access.book],
    refundsApprovedBy: [...access['approve-refund']],
    visitsCompletedBy: [...access['complete-visit']],
    freeChange: visits.freeChange,
    cutOff: visits.cutOff,
  };
}

/** What the customer page is shown at an instant, of a program with conversations. */
export function chatInfoView(
  { name, title, locale, timeZone }: ProgramData,
  hours: WorkingHours,
  now: Instant,
): Static<typeof ChatInfo> {
  const openUntil = shiftAt(hours, now)?.until ?? null;
  return {
    program: name,
    title,
    locale,
    timeZone,
    openUntil,
    opensAt: openUntil === null ? nextOpening(hours, now) : null,
    attachmentTypes: Object.keys(attachmentTypes),
    maxAttachmentSize: MAX_ATTACHMENT_BYTES,
    maxTextLength: MAX_TEXT_LENGTH,
  };
}
