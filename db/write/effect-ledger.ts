// An effect is recorded before and after it leaves, so none leaves twice. A trigger enforces the same legal moves.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em, Orm } from '../orm.ts';
import { json, row, rows, sql } from '../sql.ts';
import { emitEffectEvent } from './effect-events.ts';
import { effectColumns, effectKey, type EffectToPlan, type IfUnknown, type LedgerEffect } from './effect-row.ts';

/** The result of an attempt. `code` is the provider's or ours, a stable word without personal data. */
export type Settlement =
  | { status: 'done'; providerRef: string }
  | { status: 'refused'; code: string }
  | { status: 'unknown'; code: string };

type Attempted = Pick<LedgerEffect, 'id' | 'attempts'>;
type Evidence = Record<string, unknown> | null;

/**
 * Plans an effect, once per key, and returns the stored one: the first plan is the one that is sent. May run in the
 * transaction of its cause.
 * @throws Error when the key belongs to another kind: two intents with one name would lose one
 */
export async function planEffect(
  em: Em,
  effect: EffectToPlan & { ifUnknown: IfUnknown },
  at: Instant,
): Promise<LedgerEffect> {
  const { process, program, caseId, intent, kind, recipient, text, details = null, ifUnknown } = effect;
  const key = effectKey(effect);
  await rows(
    em,
    sql`insert into outbound_effects (id, key, process, program, case_id, intent, kind, channel, recipient, text, details,
        if_unknown, status, planned_at)
      values (gen_random_uuid(), ${key}, ${process}, ${program}, ${caseId}::uuid, ${intent}, ${kind}, split_part(${kind}, '/', 1),
        ${recipient}, ${text},
        ${details === null ? null : json(details)}::jsonb, ${ifUnknown}, 'planned', ${at}::timestamptz)
      on conflict (key) do nothing`,
  );
  const planned = await findEffect(em, effect);
  if (planned === null || planned.kind !== kind) throw new Error(`the effect ${key} is taken by another kind`);
  return planned;
}

type Named = Pick<EffectToPlan, 'process' | 'program' | 'caseId' | 'intent'>;

/** An effect as it was planned, or `null`. */
export async function findEffect(em: Em, effect: Named): Promise<LedgerEffect | null> {
  return row(em, sql<LedgerEffect>`select ${effectColumns} from outbound_effects where key = ${effectKey(effect)}`);
}

/** An effect by its id, or `null`. */
export async function readEffect(em: Em, id: string): Promise<LedgerEffect | null> {
  return row(em, sql<LedgerEffect>`select ${effectColumns} from outbound_effects where id = ${id}::uuid`);
}

/**
 * Takes the next attempt of an effect that has not left. Of several callers exactly one gets it, the others get `null`.
 */
export async function beginEffect(
  em: Em,
  { id, attempts }: Attempted,
  evidence: Evidence,
  at: Instant,
): Promise<LedgerEffect | null> {
  return row(
    em,
    sql`update outbound_effects set status = 'sending', attempts = attempts + 1, sent_at = ${at}::timestamptz,
        code = null, evidence = ${evidence === null ? null : json(evidence)}::jsonb
      where id = ${id}::uuid and attempts = ${attempts} and sent_at is null and status in ('planned', 'sending')
      returning ${effectColumns}`,
  );
}

/** Takes the next attempt of an unknown effect without knowing whether the last one arrived. Counted; never for money. */
export async function repeatEffect(em: Em, { id, attempts }: Attempted, at: Instant): Promise<LedgerEffect | null> {
  return row(
    em,
    sql`update outbound_effects set status = 'sending', attempts = attempts + 1, resends = resends + 1, sent_at = ${at}::timestamptz
      where id = ${id}::uuid and attempts = ${attempts} and status = 'unknown' and if_unknown <> 'stay'
      returning ${effectColumns}`,
  );
}

/** Notes that an attempt certainly did not arrive: the next may begin. Never for money from `unknown`. */
export async function releaseEffect(em: Em, { id, attempts }: Attempted, code: string): Promise<LedgerEffect | null> {
  return row(
    em,
    sql`update outbound_effects set status = 'sending', sent_at = null, code = ${code}
      where id = ${id}::uuid and attempts = ${attempts} and sent_at is not null
        and (status = 'sending' or status = 'unknown' and if_unknown <> 'stay')
      returning ${effectColumns}`,
  );
}

/**
 * Settles an attempt and returns the effect's new state. An acceptance counts for any attempt; a refusal or a doubt
 * only for the latest one. A done or refused effect never changes.
 */
export async function settleEffect(
  em: Em,
  { id, attempts }: Attempted,
  how: Settlement,
  at: Instant,
): Promise<LedgerEffect> {
  const code = how.status === 'done' ? null : how.code;
  const providerRef = how.status === 'done' ? how.providerRef : null;
  const settledAt = how.status === 'unknown' ? null : at;
  const settled = await row<LedgerEffect>(
    em,
    sql`update outbound_effects set status = ${how.status}, code = ${code}, provider_ref = ${providerRef},
        settled_at = ${settledAt}::timestamptz
      where id = ${id}::uuid and status in ('sending', 'unknown')
        and (${how.status} = 'done' or attempts = ${attempts} and sent_at is not null)
      returning ${effectColumns}`,
  );
  const now = settled ?? (await readEffect(em, id));
  if (now === null) throw new Error(`there is no effect ${id}`);
  return now;
}

/** Withdraws an effect that has not left, for our own reason. Returns true if it cannot leave, or was never planned. */
export async function withdrawEffect(em: Em, effect: Named, code: string, at: Instant): Promise<boolean> {
  const key = effectKey(effect);
  await rows(
    em,
    sql`update outbound_effects set status = 'refused', code = ${code}, settled_at = ${at}::timestamptz
      where key = ${key} and sent_at is null and status in ('planned', 'sending')`,
  );
  const left = await row(em, sql`select 1 from outbound_effects where key = ${key} and status <> 'refused'`);
  return left === null;
}

/** The ledger for a performer: each call is a commit of its own. */
export type EffectLedger = ReturnType<typeof effectLedger>;

export function effectLedger(orm: Orm) {
  return {
    plan: (effect: EffectToPlan & { ifUnknown: IfUnknown }, at: Instant) => planEffect(orm.em.fork(), effect, at),
    find: (effect: Named) => findEffect(orm.em.fork(), effect),
    begin: (effect: Attempted, evidence: Evidence, at: Instant) => beginEffect(orm.em.fork(), effect, evidence, at),
    repeat: (effect: Attempted, at: Instant) => repeatEffect(orm.em.fork(), effect, at),
    release: (effect: Attempted, code: string) => releaseEffect(orm.em.fork(), effect, code),
    settle: (effect: Attempted, how: Settlement, at: Instant) =>
      orm.em.fork().transactional(async (em) => {
        const settled = await settleEffect(em, effect, how, at);
        await emitEffectEvent(em, settled.id, at);
        return settled;
      }),
  };
}
