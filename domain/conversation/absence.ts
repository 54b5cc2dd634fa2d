// Owns the dated absence of a queue's people and what the customer is told meanwhile. Refuses to switch anything by hand.
import { type Instant, type LocalDate, localDate } from '../calendar/instant.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { RuledText } from '../timetable.ts';
import { type CasePolicy, queuePolicy } from './policy.ts';
import type { Move } from './state.ts';

/** CDEK-19: both dates inclusive, in the program's zone; the name as it stands after «с» (instrumental case). */
export type Absence = { from: LocalDate; until: LocalDate; substituteName: string; substitutePhone: string };

export function refusalOfAbsence(absence: Absence): Refusal | null {
  return absence.from <= absence.until
    ? null
    : refusal('absence-range-invalid', 'the absence ends before it begins', {
        from: absence.from,
        until: absence.until,
      });
}

/** The reply to a customer whose request enters a queue at an instant; `null` when nobody is away. */
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
    from: written(absence.from),
    until: written(absence.until),
    substituteName: absence.substituteName,
    substitutePhone: absence.substitutePhone,
  };
  return { text: reply.text, values, rule: reply.rule };
}

/** The queue just entered if it has a reply for when its people are away: only of such a one has anybody to ask. */
export function queueThatMayReply(policy: CasePolicy, { entersQueue }: Pick<Move, 'entersQueue'>): string | null {
  const replies = entersQueue !== undefined && queuePolicy(policy, entersQueue).absenceReply !== undefined;
  return replies ? entersQueue : null;
}

/** The reply that a move brings with it, if it brings the request into a queue whose people are away. */
export function replyOnEntering(
  policy: CasePolicy,
  { entersQueue, at }: Pick<Move, 'entersQueue' | 'at'>,
  absence: Absence | null,
): RuledText | null {
  return entersQueue === undefined ? null : absenceReply(policy, entersQueue, absence, at);
}

/** `2031-03-01` as `01.03.2031`, the way Russian letters write it. */
function written(date: LocalDate): string {
  return date.split('-').toReversed().join('.');
}
