import type { Refusal } from '../refusal.ts';

/** Access answers: allowed; log in first; there is no such thing; or refused, and why. */
export type Verdict =
  | { kind: 'open' }
  | { kind: 'unknown-actor' }
  | { kind: 'hidden' }
  | { kind: 'refused'; refusal: Refusal };

export const OPEN: Verdict = { kind: 'open' };
export const HIDDEN: Verdict = { kind: 'hidden' };
