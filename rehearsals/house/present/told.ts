// Owns the form in which a workflow is told the present of its rehearsal. Refuses to know who tells.
import { defaultPayloadConverter, type Headers } from '@temporalio/common';

const HEADER = 'rehearsed-present';

/** The activity by which a workflow asks. Local, so that its answer is in the history at once. */
export type PresentActivities = {
  /** RFC 3339. */
  rehearsedPresent(): Promise<string>;
};

export function withPresent(headers: Headers, present: Date): Headers {
  return { ...headers, [HEADER]: defaultPayloadConverter.toPayload(present.toISOString()) };
}

/** Milliseconds since 1970, or `null` where nothing was told. */
export function presentIn(headers: Headers): number | null {
  const payload = headers[HEADER];
  return payload === undefined ? null : Date.parse(defaultPayloadConverter.fromPayload<string>(payload));
}
