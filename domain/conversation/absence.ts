import { type Instant, type LocalDate, localDate } from '../calendar/instant.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { RuledText } from '../timetable.ts';
import { type CasePolicy, queuePolicy } from './policy.ts';
import type { Move } from './state.ts';

/** CDEK-19: both dates inclusive, in the program's zone; the name is in the instrumental case, as after «с». */
export type Absence = { from: LocalDate; until: LocalDate; substituteName: string; substitutePhone: string };

export function refusalOfAbsence(absence: Absence): Refusal | null {
  return absence.from <= absence.until
    ? null
    : refusal('absence-range-invalid', 'the absence ends before it begins', {
        from: absence.from,
        until: absence.until,
      });
}

/** The reply to a customer whose request enters a queue at an instant; `null` when its people are not away. */
export function absenceReply(
  policy: CasePolicy,
  queue: string,
  absence: Absence | null,
  at: Instant,
): RuledText | null {
  const reply = policy.queues[queue]?.absenceReply;
  if (reply === undefined || absence === null) return null;
  const today = localDate(at, policy.workingHours.timeZone);
  if (today < absence.from || today > absence.until) return null;
  const values = {
    from: absence.from,
    until: absence.until,
    substituteName: absence.substituteName,
    substitutePhone: absence.substitutePhone,
  };
  return { text: reply.text, values, rule: reply.rule };
}

/** The queue just entered, if it has an absence reply; other queues need no look-up. */
export function queueThatMayReply(policy: CasePolicy, { entersQueue }: Pick<Move, 'entersQueue'>): string | null {
  const replies = entersQueue !== undefined && queuePolicy(policy, entersQueue).absenceReply !== undefined;
  return replies ? entersQueue : null;
}

/** The absence reply of a move that brings the request into a queue whose people are away. */
export function replyOnEntering(
  policy: CasePolicy,
  { entersQueue, at }: Pick<Move, 'entersQueue' | 'at'>,
  absence: Absence | null,
): RuledText | null {
  return entersQueue === undefined ? null : absenceReply(policy, entersQueue, absence, at);
}
