import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';
import type { Reach } from './case-list.ts';

export type EffectRecord = {
  id: string;
  caseId: string;
  process: string;
  program: string;
  intent: string;
  channel: string;
  to: string;
  /** Of a mail; empty for other channels. */
  cc: string[];
  subject: string | null;
  text: string;
  attachments: { name: string; type: string; size: number }[];
  status: 'planned' | 'sending' | 'done' | 'refused' | 'unknown';
  delivery: 'delivered' | 'failed' | null;
  /** Why it is refused, unknown, being retried or has not arrived. */
  reason: string | null;
  attempts: number;
  /** The program's account by which it leaves; `null` for the installation's own provider. */
  account: string | null;
  /** When it was sent; before that, when it was planned. */
  at: Instant;
  plannedAt: Instant;
  /** The order among effects planned at one instant. */
  place: number;
};

export type EffectFilter = {
  /** The keys that open all of a case, not only its header. */
  reach: readonly Reach[];
  id?: string;
  caseId?: string;
  channel?: string;
  status?: EffectRecord['status'];
  after?: { plannedAt: string; place: string };
  limit: number;
};

/** Effects in the order of planning. An effect of a conversation needs the right to read its messages. */
export async function listEffects(em: Em, filter: EffectFilter): Promise<EffectRecord[]> {
  if (filter.reach.length === 0) return [];
  const visible = filter.reach.map(inReach);
  const conditions = [sql`(${sql.join(visible, sql` or `)})`];
  if (filter.id !== undefined) conditions.push(sql`e.id = ${filter.id}::uuid`);
  if (filter.caseId !== undefined) conditions.push(sql`e.case_id = ${filter.caseId}::uuid`);
  if (filter.channel !== undefined) conditions.push(sql`e.channel = ${filter.channel}`);
  if (filter.status !== undefined) conditions.push(sql`e.status = ${filter.status}`);
  if (filter.after !== undefined) {
    conditions.push(
      sql`(e.planned_at, e.place) > (${filter.after.plannedAt}::timestamptz, ${filter.after.place}::bigint)`,
    );
  }
  return rows<EffectRecord>(
    em,
    sql`select e.id, e.case_id as "caseId", e.process, e.program, e.intent, e.channel, e.recipient as "to", e.text, e.status,
      ${ofMail('cc')} as cc, case e.channel when 'mail' then e.details ->> 'subject' end as subject,
      (select coalesce(jsonb_agg(jsonb_build_object('name', file -> 'name', 'type', file -> 'type', 'size', file -> 'size')), '[]')
        from jsonb_array_elements(${ofMail('attachments')}) as file) as attachments,
      e.delivery, case e.delivery when 'failed' then e.evidence ->> 'failed' else e.code end as reason, e.attempts, e.details->>'account' as account, coalesce(e.sent_at, e.planned_at) as at, e.planned_at as "plannedAt", e.place from outbound_effects e
      join cases k on k.id = e.case_id
      where ${sql.join(conditions, sql` and `)} order by e.planned_at, e.place limit ${filter.limit}`,
  );
}

function ofMail(list: 'cc' | 'attachments'): RawBuilder<unknown> {
  return sql`case e.channel when 'mail' then coalesce(e.details -> ${list}::text, '[]'::jsonb) else '[]'::jsonb end`;
}

function inReach({ program, process, own, wide }: Reach): RawBuilder<unknown> {
  return sql`(e.program = ${program} and k.process = ${process} and k.scopes && ${[...own, ...wide]}::text[])`;
}
