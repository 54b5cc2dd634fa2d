// The error is read by its shape elsewhere: `status`, `retryAfterMs`, `code`.

/** A failed or unreadable answer. Holds no text of the system: it may quote the customer. */
export class VendorError extends Error {
  override name = 'VendorError';
  /** The HTTP status. Absent when the answer could not be read: the request may still have had its effect. */
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
