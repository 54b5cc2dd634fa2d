// Owns what goes wrong in a call over HTTP to an outside system, read by its shape elsewhere: `status`, `retryAfterMs`, `code`.
// Refuses to know any system, and to decide what follows from it.

/** An answer that is no yes, or none that could be read. Holds no text of the system's: it may quote the customer. */
export class VendorError extends Error {
  override name = 'VendorError';
  /** The HTTP status. Absent when the answer could not be read: what was asked for may have happened. */
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
