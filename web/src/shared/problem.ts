/** `network` is the browser's own code: no answer came. Every other code comes from the server. */
export type Problem = {
  code: string;
  status: number;
  retryAfterSeconds: number | null;
  details: Readonly<Record<string, unknown>>;
};

export const NETWORK: Problem = { code: 'network', status: 0, retryAfterSeconds: null, details: {} };

/** A failed read throws this, so that the query layer keeps it. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** The problem in an answer, also when a proxy answered instead of the API. */
export function problemOf(status: number, headers: Pick<Headers, 'get'>, body: unknown): Problem {
  const details = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const code = typeof details['code'] === 'string' ? details['code'] : codeOfStatus(status);
  const seconds = Number(headers.get('retry-after') ?? 'x');
  return { code, status, retryAfterSeconds: Number.isFinite(seconds) ? seconds : null, details };
}

export function problemOfError(error: unknown): Problem {
  return error instanceof ProblemError ? error.problem : NETWORK;
}

// A 500 is a bug: automatic retries would only repeat it.
const PASSING = [0, 429, 502, 503, 504];

/** True when the same request may succeed later without a change. */
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
