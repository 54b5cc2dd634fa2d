import type { Refusal } from '../../domain/refusal.ts';
import type { ProblemCode } from './problem-statuses.ts';

/** A rule refused: nothing has changed. */
export class RefusedError extends Error {
  override name = 'RefusedError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** @throws RefusedError always */
export function refuse(refusal: Refusal): never {
  throw new RefusedError(refusal);
}

/** No answer to a move came in time: it may still happen. The same request with the same key asks again. */
export class OutcomeUnknownError extends Error {
  override name = 'OutcomeUnknownError';
  readonly updateId: string;

  constructor(updateId: string) {
    super('the outcome is not known yet; repeat the request with the same Idempotency-Key to learn it');
    this.updateId = updateId;
  }
}

export type InvalidField = { path: string; message: string };

/** One of the API's own problems, with the headers and fields that it adds to the answer. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly code: ProblemCode;
  readonly headers: Record<string, string>;
  readonly errors: readonly InvalidField[];
  readonly members: Record<string, unknown>;

  constructor(
    code: ProblemCode,
    detail: string,
    extra: {
      headers?: Record<string, string>;
      errors?: readonly InvalidField[];
      members?: Record<string, unknown>;
    } = {},
  ) {
    super(detail);
    this.code = code;
    this.headers = extra.headers ?? {};
    this.errors = extra.errors ?? [];
    this.members = extra.members ?? {};
  }
}

/** @throws ProblemError 404, the same for what does not exist and what the caller may not see */
export function notFound(): never {
  throw new ProblemError('not-found', 'there is nothing here, or nothing that you may see');
}

/** @throws ProblemError 400 naming one field, in the same form as schema errors */
export function invalid(path: string, message: string): never {
  throw new ProblemError('invalid-request', 'the request does not fit its schema', { errors: [{ path, message }] });
}

/** @throws ProblemError 429, with how long to wait */
export function tooMany(waitMs: number): never {
  const headers = { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) };
  throw new ProblemError('rate-limited', 'too many tries; wait and repeat', { headers });
}
