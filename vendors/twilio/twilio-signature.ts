import twilio from 'twilio';

export type TwilioWebhook = {
  /** Header `X-Twilio-Signature`. */
  signature: string | undefined;
  /** Path and query, exactly as they arrived. */
  pathAndQuery: string;
  rawBody: Buffer;
};

export type TwilioDoor = {
  /** The origins under which Twilio knows us, such as `https://care.example`. Never taken from forwarded headers. */
  publicOrigins: string[];
  /** The account's auth tokens: while they are rotated, the primary and the secondary one. */
  authTokens: string[];
};

/**
 * Tells whether Twilio has signed this request with one of our tokens, for one of our public origins. The SDK compares
 * in constant time and tries the URL with and without its port. There is no timestamp: a replay passes, so each event
 * is kept once by its id.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function isFromTwilio({ signature, pathAndQuery, rawBody }: TwilioWebhook, door: TwilioDoor): boolean {
  if (signature === undefined || signature === '' || !pathAndQuery.startsWith('/')) return false;
  const text = rawBody.toString('utf8');
  const urls = door.publicOrigins.map((origin) => origin.replace(/\/$/, '') + pathAndQuery);
  return urls.some((url) => door.authTokens.some((token) => token !== '' && isSigned(token, signature, url, text)));
}

function isSigned(token: string, signature: string, url: string, text: string): boolean {
  // JSON bodies are signed by a hash that is part of the signed URL.
  if (new URL(url).searchParams.has('bodySHA256')) return twilio.validateRequestWithBody(token, signature, url, text);
  return twilio.validateRequest(token, signature, url, formOf(text));
}

/** A form's fields; repeated ones are lists, as they are signed. */
export function formOf(text: string): Record<string, string | string[]> {
  const form = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}
