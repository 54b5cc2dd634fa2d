// Notifications that are no longer true are withdrawn, with a live event.
import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { RemainingNotifications } from '../../domain/remaining-notifications.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';
import { LIVE_CHANNEL } from './live-events.ts';

/**
 * Withdraws everything that is no longer true (`null`: nothing), as a part of a statement, if its `header` has a row.
 */
export function withdrawal(caseId: string, still: readonly RemainingNotifications[] | null): RawBuilder<unknown> {
  return withdrawalWhere(still === null ? sql`false` : isOver(caseId, still));
}

function isOver(caseId: string, still: readonly RemainingNotifications[]): RawBuilder<unknown> {
  const conditions = [sql`false`, ...still.map(isStill)];
  return sql`n.case_id = ${caseId}::uuid and (${sql.join(conditions, sql` or `)}) is not true`;
}

/** The same for entries `n` of some kinds. */
export function withdrawalOf(caseId: string, kinds: readonly string[]): RawBuilder<unknown> {
  return withdrawalWhere(sql`n.case_id = ${caseId}::uuid and n.kind = any(${kinds}::text[])`);
}

function withdrawalWhere(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`delete from notifications n using header where ${condition} returning n.login, n.program, n.process, n.case_id`;
}

function isStill({ kinds, roles, login }: RemainingNotifications): RawBuilder<unknown> {
  const by = roles === undefined ? sql`` : sql` and n.roles && ${roles}::text[]`;
  const whose = login === undefined ? sql`` : sql` and n.login = ${login}`;
  return sql`(n.kind = any(${kinds}::text[])${by}${whose})`;
}

/** Withdrawn entries as rows for the live log, one per case. `replaced` names a part whose people have a new entry. */
export function withdrawnLive(withdrawn: RawBuilder<unknown>, replaced?: RawBuilder<unknown>): RawBuilder<unknown> {
  const unless = replaced === undefined ? sql`` : sql` where login not in (select login from ${replaced})`;
  return sql`(select program, case_id, jsonb_build_object('process', process, 'logins', jsonb_agg(login order by login)) as told
    from ${withdrawn}${unless} group by program, process, case_id)`;
}

/** Withdraws the entries `n` that fit a condition, with a live event. */
async function withdraw(em: Em, condition: RawBuilder<unknown>, at: Instant): Promise<void> {
  await rows(
    em,
    sql`with header as (select 1), withdrawn as (${withdrawalWhere(condition)}), logged as (
      insert into live_events (kind, program, case_id, told, at)
      select 'withdrawn', program, case_id, told, ${at}::timestamptz from ${withdrawnLive(sql`withdrawn`)} as gone returning 1
    ) select pg_notify(${LIVE_CHANNEL}, '') from logged limit 1`,
  );
}

/** Withdraws everything about a case that is no longer true. */
export async function withdrawOf(
  em: Em,
  caseId: string,
  still: readonly RemainingNotifications[],
  at: Instant,
): Promise<void> {
  await withdraw(em, isOver(caseId, still), at);
}

/**
 * For tickets: everything of a closed one; that one waits for someone, once it is taken; assignments of former assignees;
 * overdue notices that no longer apply.
 */
export async function withdrawOfTickets(em: Em, ids: readonly string[], at: Instant): Promise<void> {
  await withdraw(
    em,
    sql`n.case_id = any(${ids}::uuid[]) and exists (select from tickets t join cases k on k.id = t.id where t.id = n.case_id and (not k.open
      or n.kind = 'ticket-waiting' and k.assignee is not null
      or n.kind = 'ticket-assigned' and n.login is distinct from k.assignee
      or n.kind = 'ticket-overdue' and t.escalated_at is null))`,
    at,
  );
}

/** Withdraws what a person was told by roles that they have lost, and everything of programs they have left. */
export async function withdrawLost(em: Em, login: string, at: Instant): Promise<void> {
  await withdraw(
    em,
    sql`n.login = ${login} and not exists (select from people p join memberships m on m.person_id = p.id
      where p.login = n.login and p.active and m.program = n.program and (n.roles is null or m.role = any(n.roles)))`,
    at,
  );
}
