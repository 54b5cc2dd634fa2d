import { defaultPayloadConverter, type Headers } from '@temporalio/common';

const HEADER = 'rehearsed-present';

/** A workflow asks with this activity. It is local, so that its answer is in the history at once. */
export type PresentActivities = {
  /** RFC 3339. */
  rehearsedPresent(): Promise<string>;
};

export function withPresent(headers: Headers, present: Date): Headers {
  return { ...headers, [HEADER]: defaultPayloadConverter.toPayload(present.toISOString()) };
}

/** Milliseconds since 1970, or `null` without the header. */
export function presentIn(headers: Headers): number | null {
  const payload = headers[HEADER];
  return payload === undefined ? null : Date.parse(defaultPayloadConverter.fromPayload<string>(payload));
}
