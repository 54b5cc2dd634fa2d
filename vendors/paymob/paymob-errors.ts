// Owns what goes wrong in a call to Paymob, read by its shape elsewhere: `status`, `retryAfterMs`, `code`. Refuses to decide
// what follows from it.

/** A request that Paymob answered with something else than a yes. Holds no text of Paymob's: it may quote the customer. */
export class PaymobError extends Error {
  override name = 'PaymobError';
  /** Absent when there was no answer that could be read: what was asked for may have happened. */
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly code: string;
  constructor(code: string, answer?: Response) {
    super(code);
    this.code = code;
    this.status = answer?.status;
    const seconds = Number(answer?.headers.get('retry-after') ?? Number.NaN);
    this.retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : undefined;
  }
}

/** No access token could be had: what was to be asked for has not left. */
export class PaymobLoginFailed extends Error {
  override name = 'PaymobLoginFailed';
  // Read as an HTTP status by whoever classifies failures: not let in.
  readonly status = 401;
}
