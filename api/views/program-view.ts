// Owns what of a program is shown to staff and to the customer page. Refuses to show texts, ladders and oversight.
import type { Static } from 'typebox';
import { attachmentTypes, MAX_ATTACHMENT_BYTES } from '../../domain/conversation/attachment.ts';
import type { Program as ProgramData } from '../../domain/program.ts';
import { MAX_TEXT_LENGTH } from '../schemas/conversations.ts';
import type { ChatInfo, Program } from '../schemas/program.ts';

/** A program as its staff see it; one without conversations has empty lists. */
export function programView(program: ProgramData): Static<typeof Program> {
  const { name, title, timeZone, locale, roles, conversation } = program;
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
    })),
    scores: [...(conversation?.rating.scores ?? [])],
    workingWeek: [...(conversation?.workingHours.week ?? [])],
  };
}

export function chatInfoView({ name, title, locale }: ProgramData): Static<typeof ChatInfo> {
  return {
    program: name,
    title,
    locale,
    attachmentTypes: Object.keys(attachmentTypes),
    maxAttachmentSize: MAX_ATTACHMENT_BYTES,
    maxTextLength: MAX_TEXT_LENGTH,
  };
}
