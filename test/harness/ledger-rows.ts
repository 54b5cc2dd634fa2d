// Rows of the effect ledger in each state, made by its own moves.
import type { EffectLedger } from '../../db/write/effect-ledger.ts';
import type { EffectToPlan, IfUnknown, LedgerEffect } from '../../db/write/effect-row.ts';
import { anEffect } from './effects.ts';

export const AT = '2031-03-03T07:00:00.000Z';
export const LATER = '2031-03-03T07:02:00.000Z';

type Wanted = Partial<EffectToPlan> & { ifUnknown?: IfUnknown; at?: string };

/** Builders of rows on a ledger. By default an SMS that may be resent once. */
export function ledgerRows(ledger: () => EffectLedger) {
  const planned = ({ ifUnknown = 'resend-once', at = AT, ...changes }: Wanted = {}) =>
    ledger().plan({ ...anEffect(changes), ifUnknown }, at);
  const begun = async (wanted: Wanted = {}): Promise<LedgerEffect> => {
    const effect = await ledger().begin(await planned(wanted), null, wanted.at ?? AT);
    if (effect === null) throw new Error('another performer has begun it');
    return effect;
  };
  return {
    planned,
    begun,
    inDoubt: async (wanted: Wanted = {}) =>
      ledger().settle(await begun(wanted), { status: 'unknown', code: 'timeout' }, wanted.at ?? AT),
    done: async () => ledger().settle(await begun(), { status: 'done', providerRef: 'SM1' }, AT),
    refused: async () => ledger().settle(await begun(), { status: 'refused', code: '21610' }, AT),
  };
}
