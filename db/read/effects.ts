import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import type { CaseProcess } from './notifications.ts';
import { instantOf, rows, sql } from '../sql.ts';
import type { ProgramScope } from './conversation-scope.ts';

export type EffectRecord = {
  id: string;
  caseId: string;
  process: CaseProcess;
  program: string;
  intent: string;
  channel: string;
  to: string;
  text: string;
  status: 'planned' | 'sending' | 'done' | 'refused' | 'unknown';
  delivery: 'delivered' | 'failed' | null;
  attempts: number;
  /** When it was sent; before that, when it was planned. */
  at: Instant;
  plannedAt: Instant;
  /** The order among effects planned at one instant. */
  place: number;
};

export type EffectFilter = {
  login: string;
  scopes: readonly ProgramScope[];
  id?: string;
  caseId?: string;
  channel?: string;
  status?: EffectRecord['status'];
  after?: { plannedAt: string; place: string };
  limit: number;
};

/** Effects in the order of planning. An effect of a conversation needs the right to read its messages. */
export async function listEffects(em: Em, filter: EffectFilter): Promise<EffectRecord[]> {
  if (filter.scopes.length === 0) return [];
  const visible = filter.scopes.map((scope) => inScope(scope, filter.login));
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
  const found = await rows<EffectRecord>(
    em,
    sql`select e.id, e.case_id as "caseId", e.process, e.program, e.intent, e.channel, e.recipient as "to", e.text, e.status,
      e.delivery, e.attempts, coalesce(e.sent_at, e.planned_at) as at, e.planned_at as "plannedAt", e.place from outbound_effects e
      left join conversations c on c.id = e.case_id and e.process = 'conversation'
      where ${sql.join(conditions, sql` and `)} order by e.planned_at, e.place limit ${filter.limit}`,
  );
  return found.map((one) => ({ ...one, at: instantOf(one.at), plannedAt: instantOf(one.plannedAt) }));
}

/** The SQL form of `conversation.read-messages`. Effects of other processes are visible if `open` has the process. */
function inScope(scope: ProgramScope, login: string): RawBuilder<unknown> {
  const overseen =
    scope.oversees === 'all'
      ? sql`c.stage <> 'intake'`
      : sql`(c.stage = 'waiting' and c.queue = any(${scope.oversees}::text[])
          or c.stage in ('assigned', 'closed') and c.visited_queues && ${scope.oversees}::text[])`;
  const own = sql`(c.stage in ('assigned', 'closed') and c.assignee = ${login} or c.stage = 'closed' and c.continued_by = ${login})`;
  return sql`(e.program = ${scope.program} and (e.process = any(${scope.open}::text[]) or c.id is not null and (${own} or ${overseen})))`;
}
