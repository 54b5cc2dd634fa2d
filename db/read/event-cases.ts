// The webhook finds an event's case, so that each case's events are processed in order.
import { OutboundEffect } from '../entities/effects.ts';
import type { Em } from '../orm.ts';
import { findOne } from '../records.ts';
import { row, sql } from '../sql.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The effect id at the beginning of a reference, or `null`. All our references begin with it. */
export function effectIdIn(reference: string | null): string | null {
  const start = reference?.slice(0, 36) ?? '';
  return UUID.test(start) ? start.toLowerCase() : null;
}

/** The account that an event came from: a program's own, or `null` for the installation's. */
export type Reporter = { program: string; account: string } | null;

/** The case of the effect in one of our references; `null` for an effect that left by another account. */
export async function caseOfEffect(
  em: Em,
  reference: string | null,
  reporter: Reporter = null,
): Promise<string | null> {
  const effectId = effectIdIn(reference);
  if (effectId === null) return null;
  const effect = await findOne(em, OutboundEffect, { id: effectId }, ['caseId', 'program', 'details']);
  const account = (effect?.details as { account?: string } | null | undefined)?.account ?? null;
  const isTheirs =
    account === (reporter?.account ?? null) && (reporter === null || reporter.program === effect?.program);
  return isTheirs ? (effect?.caseId ?? null) : null;
}

/** A ticket by the name that the help desk of an account has for it, or `null`. */
export async function ticketAtHelpdesk(
  em: Em,
  helpdeskRef: string,
  reporter: Reporter = null,
): Promise<{ id: string; caseId: string; key: string; program: string; status: string } | null> {
  const theirs =
    reporter === null
      ? sql`t.helpdesk_account is null`
      : sql`t.program = ${reporter.program} and t.helpdesk_account = ${reporter.account}`;
  return row(
    em,
    sql`select k.id, coalesce(k.owner_id, k.id) as "caseId", coalesce(k.key, k.state ->> 'id') as key, k.program, k.stage as status
      from tickets t join cases k on k.id = t.id where t.helpdesk_ref = ${helpdeskRef} and ${theirs} limit 1`,
  );
}
