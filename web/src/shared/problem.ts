// Owns what a refused or failed request says: a code and its facts. Refuses to know the words for it.

/** `network` is ours: no answer came. Every other code is the server's. */
export type Problem = {
  code: string;
  status: number;
  retryAfterSeconds: number | null;
  details: Readonly<Record<string, unknown>>;
};

export const NETWORK: Problem = { code: 'network', status: 0, retryAfterSeconds: null, details: {} };

/** Thrown by a read that did not succeed, so that the query layer keeps it. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** The problem that an answer tells, also when a proxy answered instead of the API. */
export function problemOf(status: number, headers: Pick<Headers, 'get'>, body: unknown): Problem {
  const details = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const code = typeof details['code'] === 'string' ? details['code'] : codeOfStatus(status);
  const seconds = Number(headers.get('retry-after') ?? 'x');
  return { code, status, retryAfterSeconds: Number.isFinite(seconds) ? seconds : null, details };
}

export function problemOfError(error: unknown): Problem {
  return error instanceof ProblemError ? error.problem : NETWORK;
}

// A 500 is a bug: repeating it by itself would only hammer it.
const PASSING = [0, 429, 502, 503, 504];

/** True when the same request may succeed later without anybody changing it. */
export function isPassing(problem: Problem): boolean {
  return PASSING.includes(problem.status);
}

function codeOfStatus(status: number): string {
  if (status === 401) return 'not-logged-in';
  if (status === 404) return 'not-found';
  if (status === 413) return 'attachment-too-large';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'unavailable' : 'invalid-request';
}
