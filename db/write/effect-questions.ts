import type { Staff } from '../../domain/access/conversation-access.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { json, row, rows, sql } from '../sql.ts';

/** `absent`: it certainly did not arrive; `undecided`: the provider cannot tell; `not-asked`: it could not be asked. */
export type EffectAnswer = 'accepted' | 'refused' | 'absent' | 'undecided' | 'not-asked';

export type EffectQuestion = { id: string; effectId: string; by: Staff };

/** Returns the question's id. */
export async function putQuestion(em: Em, { effectId, by }: Omit<EffectQuestion, 'id'>, at: Instant): Promise<string> {
  const put = await row<{ id: string }>(
    em,
    sql`insert into effect_questions (effect_id, by, asked_at) values (${effectId}::uuid, ${json(by)}, ${at}::timestamptz)
      returning id`,
  );
  return String(put?.id);
}

/** Oldest first. Two answers to one question do no harm: asking changes nothing outside. */
export function openQuestions(em: Em, limit: number): Promise<EffectQuestion[]> {
  return rows<EffectQuestion>(
    em,
    sql`select id::text, effect_id as "effectId", by from effect_questions as q where answered_at is null order by q.id limit ${limit}`,
  );
}

export async function answerQuestion(em: Em, id: string, answer: EffectAnswer, at: Instant): Promise<void> {
  await rows(
    em,
    sql`update effect_questions set answer = ${answer}, answered_at = ${at}::timestamptz
      where id = ${id}::bigint and answered_at is null`,
  );
}

/** `null` while it waits for an answer. */
export async function answerOf(em: Em, id: string): Promise<EffectAnswer | null> {
  const found = await row<{ answer: EffectAnswer | null }>(
    em,
    sql`select answer from effect_questions where id = ${id}::bigint`,
  );
  return found?.answer ?? null;
}
