import type { RawBuilder } from 'kysely';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { EffectChannel, EffectKind } from '../../domain/effect.ts';
import { sql } from '../sql.ts';

export type EffectStatus = 'planned' | 'sending' | 'done' | 'refused' | 'unknown';

/**
 * What to do when it is unknown whether an effect arrived: it stays unknown on a board (the only choice for money), is
 * sent once more and flagged, or is sent again because the provider accepts a reference only once.
 */
export type IfUnknown = 'stay' | 'resend-once' | 'same-reference';

/** A process's effect. `intent` names the business event and the day or round, such as `SMS3/day-1`. */
export type EffectToPlan = {
  process: string;
  program: string;
  caseId: string;
  intent: string;
  kind: EffectKind;
  recipient: string;
  text: string;
  details?: Record<string, unknown> | null;
};

/**
 * A row of the ledger. `sentAt` is set while the effect has left or may have left the system; a `sending` row without
 * it is being retried, and nothing has left. `resends` counts blind repetitions. `evidence` is the provider's answer
 * before the call, for a later comparison.
 */
export type LedgerEffect = Required<EffectToPlan> & {
  id: string;
  key: string;
  channel: EffectChannel;
  ifUnknown: IfUnknown;
  status: EffectStatus;
  delivery: 'delivered' | 'failed' | null;
  providerRef: string | null;
  code: string | null;
  evidence: Record<string, unknown> | null;
  attempts: number;
  resends: number;
  plannedAt: Instant;
  sentAt: Instant | null;
  settledAt: Instant | null;
};

/** The unique name of a business intent. It has no run id, because that changes on reset. */
export function effectKey({
  process,
  program,
  caseId,
  intent,
}: Pick<EffectToPlan, 'process' | 'program' | 'caseId' | 'intent'>): string {
  return `${process}/${program}/${caseId}/${intent}`;
}

/** The columns of a `LedgerEffect`, for `select` and `returning`. */
export const effectColumns: RawBuilder<unknown> = sql`id, key, process, program, case_id as "caseId", intent, kind, channel,
  recipient, text, details, if_unknown as "ifUnknown", status, delivery, provider_ref as "providerRef", code, evidence,
  attempts, resends, planned_at as "plannedAt", sent_at as "sentAt", settled_at as "settledAt"`;
