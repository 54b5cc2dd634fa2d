import { ProblemError } from './errors.ts';

/** @throws ProblemError 429, with how long to wait */
export function tooMany(waitMs: number): never {
  const headers = { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) };
  throw new ProblemError('rate-limited', 'too many tries; wait and repeat', { headers });
}
