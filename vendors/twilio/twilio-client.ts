// The real SDK with our transport: one request per call, without retries or redirects, ended by the caller's signal.
import twilio from 'twilio';

export type TwilioSettings = {
  accountSid: string;
  authToken: string;
  /** The address of the API; another address in tests and behind an egress proxy. */
  baseUrl?: string;
};

const PUBLIC_API = 'https://api.twilio.com';

type RequestClient = InstanceType<typeof twilio.RequestClient>;
type Options<TData> = Parameters<typeof twilio.RequestClient.prototype.request<TData>>[0];
type Answered<TData> = Awaited<ReturnType<typeof twilio.RequestClient.prototype.request<TData>>>;

/** The SDK's transport. It replaces the SDK's own, which has neither a base URL nor a signal. */
class OneRequest extends twilio.RequestClient {
  readonly #baseUrl: string;
  readonly #signal: AbortSignal;
  /** The last answer's `Retry-After`; the SDK's exceptions do not carry it. */
  retryAfterMs: number | undefined;

  constructor(baseUrl: string, signal: AbortSignal) {
    // Twilio has no idempotency key: an automatic retry of the SDK would send a second SMS.
    super({ autoRetry: false });
    this.#baseUrl = baseUrl;
    this.#signal = signal;
  }

  override async request<TData>(options: Options<TData>): Promise<Answered<TData>> {
    const { method, uri, username = '', password = '', headers, params, data } = options;
    const asked = new URL(uri);
    const target = new URL(asked.pathname + asked.search, this.#baseUrl);
    for (const [name, value] of pairs(params)) target.searchParams.append(name, value);
    const answer = await fetch(target, {
      method: method.toUpperCase(),
      headers: { ...(headers as Record<string, string>), Authorization: `Basic ${btoa(`${username}:${password}`)}` },
      body: method === 'post' ? new URLSearchParams(pairs(data)) : null,
      redirect: 'manual',
      signal: this.#signal,
    });
    const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
    this.retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : undefined;
    // As text: the SDK parses it, and throws where it is no JSON.
    const body = (await answer.text()) as TData;
    return { statusCode: answer.status, body, headers: Object.fromEntries(answer.headers) };
  }
}

function pairs(fields: unknown): [string, string][] {
  return Object.entries((fields ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, String(one)]),
  );
}

export type TwilioCall = {
  client: ReturnType<typeof twilio>;
  transport: RequestClient & { retryAfterMs?: number | undefined };
};

/** The SDK for one call; the signal ends its running request. */
export function twilioCall(
  { accountSid, authToken, baseUrl = PUBLIC_API }: TwilioSettings,
  signal: AbortSignal,
): TwilioCall {
  const transport = new OneRequest(baseUrl, signal);
  return { client: twilio(accountSid, authToken, { httpClient: transport, autoRetry: false }), transport };
}
