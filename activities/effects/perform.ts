// Effects leave only this way: plan, begin, one call, settle; and the provider is asked before anything is sent again.
import { isDatabaseOutage } from '../../db/errors.ts';
import type { EffectLedger } from '../../db/write/effect-ledger.ts';
import type { EffectToPlan, LedgerEffect } from '../../db/write/effect-row.ts';
import { type Instant, millisecondsBetween, toInstant } from '../../domain/calendar/instant.ts';
import type { Clock } from '../../platform/clock.ts';
import type { EffectAdapter } from './adapter.ts';
import { ask, evidenceBefore, send } from './call.ts';
import { afterDoubt } from './doubt.ts';
import { type EffectOutcome, outage, settled } from './outcome.ts';

/** `guard: false` sends without asking. Only tests use it, to show that the promise fails without the guard. */
export type EffectParts = { ledger: EffectLedger; clock: Clock; guard?: boolean };

// Leave time to record the result after the call times out.
const LEASE_MARGIN_MS = 5_000;

/**
 * Performs an effect at most once on our side, however often and by however many callers it is called.
 * @throws ApplicationFailure `effect-outage` (retryable, with a suitable delay) while it cannot be decided or sent,
 *   `effect-refused` (not retryable, details: the code) when the provider refuses
 */
export function performEffect(
  parts: EffectParts,
  adapter: EffectAdapter,
  effect: EffectToPlan,
): Promise<EffectOutcome> {
  return performRouted(parts, () => adapter, effect);
}

/** The same by the adapter of the effect as it was planned: it leaves by the account that it had then. */
export async function performRouted(
  parts: EffectParts,
  route: (effect: EffectToPlan) => EffectAdapter,
  effect: EffectToPlan,
): Promise<EffectOutcome> {
  try {
    const found = await planned(parts, route, effect);
    if (found.status === 'done' || found.status === 'refused') return settled(found);
    const adapter = route(found);
    const mayHaveLeft = found.sentAt !== null && parts.guard !== false;
    return mayHaveLeft ? await resume(parts, adapter, found) : await begin(parts, adapter, found);
  } catch (error) {
    if (isDatabaseOutage(error)) throw outage('ledger-away');
    throw error;
  }
}

async function planned(
  parts: EffectParts,
  route: (effect: EffectToPlan) => EffectAdapter,
  effect: EffectToPlan,
): Promise<LedgerEffect> {
  const known = await parts.ledger.find(effect);
  if (known?.kind === effect.kind) return known;
  return parts.ledger.plan({ ...effect, ifUnknown: route(effect).ifUnknown(effect) }, now(parts));
}

async function begin(parts: EffectParts, adapter: EffectAdapter, effect: LedgerEffect): Promise<EffectOutcome> {
  const evidence = await evidenceBefore(adapter, effect);
  if (evidence === undefined) throw outage('not-prepared');
  const begun = await parts.ledger.begin(effect, evidence, now(parts));
  if (begun === null && parts.guard !== false) throw outage('in-flight', leaseMs(adapter));
  return call(parts, adapter, begun ?? effect);
}

async function call(parts: EffectParts, adapter: EffectAdapter, effect: LedgerEffect): Promise<EffectOutcome> {
  const answer = await send(adapter, effect);
  switch (answer.kind) {
    case 'accepted':
      return settled(
        await parts.ledger.settle(effect, { status: 'done', providerRef: answer.providerRef }, now(parts)),
      );
    case 'refused':
      return settled(await parts.ledger.settle(effect, { status: 'refused', code: answer.code }, now(parts)));
    case 'never-left':
      await parts.ledger.release(effect, answer.code);
      throw outage(answer.code, answer.retryAfterMs);
    case 'ambiguous': {
      if (parts.guard === false) throw outage(answer.code);
      const unknown = await parts.ledger.settle(effect, { status: 'unknown', code: answer.code }, now(parts));
      const resolved = await resolve(parts, adapter, unknown);
      // One call per run: another call waits for the next run.
      if ('again' in resolved) throw outage(answer.code, resolved.afterMs);
      return resolved;
    }
  }
}

/** Continues an effect that may have left in a run that was lost. */
async function resume(parts: EffectParts, adapter: EffectAdapter, found: LedgerEffect): Promise<EffectOutcome> {
  let unknown = found;
  if (found.status === 'sending') {
    const left = leaseMs(adapter) - millisecondsBetween(found.sentAt ?? now(parts), now(parts));
    if (left > 0) throw outage('in-flight', left);
    unknown = await parts.ledger.settle(found, { status: 'unknown', code: 'no-answer' }, now(parts));
  }
  const resolved = await resolve(parts, adapter, unknown);
  if (!('again' in resolved)) return resolved;
  if (resolved.again === 'ask-again') throw outage(unknown.code ?? 'unknown', resolved.afterMs);
  if (resolved.again === 'repeat') {
    const repeated = await parts.ledger.repeat(unknown, now(parts));
    if (repeated === null) throw outage('in-flight', leaseMs(adapter));
    return call(parts, adapter, repeated);
  }
  const released = await parts.ledger.release(unknown, 'absent');
  if (released === null) throw outage('in-flight', leaseMs(adapter));
  return begin(parts, adapter, released);
}

type Again = { again: 'send' | 'repeat' | 'ask-again'; afterMs?: number };

async function resolve(
  parts: EffectParts,
  adapter: EffectAdapter,
  unknown: LedgerEffect,
): Promise<EffectOutcome | Again> {
  if (unknown.status !== 'unknown') {
    if (unknown.status === 'sending') throw outage('in-flight', leaseMs(adapter));
    return settled(unknown);
  }
  const asked = await ask(adapter, unknown);
  const at = now(parts);
  if (asked.kind === 'accepted')
    return settled(await parts.ledger.settle(unknown, { status: 'done', providerRef: asked.providerRef }, at));
  if (asked.kind === 'refused')
    return settled(await parts.ledger.settle(unknown, { status: 'refused', code: asked.code }, at));
  const next = afterDoubt(unknown, asked, { at, settlesWithinMs: adapter.settlesWithinMs });
  if (next.kind === 'stay') return { status: 'unknown', code: unknown.code ?? 'unknown' };
  return next.kind === 'ask-again' ? { again: 'ask-again', afterMs: next.afterMs } : { again: next.kind };
}

function now({ clock }: EffectParts): Instant {
  return toInstant(clock.now());
}

function leaseMs({ callTimeoutMs }: EffectAdapter): number {
  return callTimeoutMs + LEASE_MARGIN_MS;
}
