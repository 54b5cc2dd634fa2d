import type { LedgerEffect } from '../../db/write/effect-row.ts';
import type { EffectAdapter, SendAnswer } from './adapter.ts';
import type { InquiryAnswer } from './doubt.ts';
import { CallTimeout, classifyFailure } from './failure.ts';

/** Sends an effect in one attempt. Never throws. */
export async function send(adapter: EffectAdapter, effect: LedgerEffect): Promise<SendAnswer> {
  try {
    return await within(adapter.callTimeoutMs, (signal) => adapter.send(effect, signal));
  } catch (error) {
    return classifyFailure(error);
  }
}

/** Asks a provider about an effect. Never throws. */
export async function ask(adapter: EffectAdapter, effect: LedgerEffect): Promise<InquiryAnswer> {
  try {
    return await within(adapter.callTimeoutMs, (signal) => adapter.reconcile(effect, signal));
  } catch {
    return { kind: 'not-asked' };
  }
}

/** The provider's data before the call; `undefined` when it could not be asked, `null` when the adapter needs none. */
export async function evidenceBefore(
  { prepare, callTimeoutMs }: EffectAdapter,
  effect: LedgerEffect,
): Promise<Record<string, unknown> | null | undefined> {
  if (prepare === undefined) return null;
  try {
    return await within(callTimeoutMs, (signal) => prepare(effect, signal));
  } catch {
    return undefined;
  }
}

/** Ends a call after a time, even if the client ignores its signal. @throws CallTimeout */
export async function within<T>(ms: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const tooLong = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const timeout = new CallTimeout(`no answer in ${ms} ms`);
    over.abort(timeout);
    tooLong.reject(timeout);
  }, ms);
  try {
    return await Promise.race([call(over.signal), tooLong.promise]);
  } finally {
    clearTimeout(timer);
  }
}
