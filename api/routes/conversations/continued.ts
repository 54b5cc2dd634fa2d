import type { MessageRecord } from '../../../db/read/messages.ts';

/**
 * The result of a message: the stored message, and the workflow that needs a start or a signal. After closing: the
 * score that it gave, or the conversation that it opened.
 */
export type Continued = {
  message: MessageRecord;
  workflowId: string | null;
  rated?: number | null;
  opened?: string | null;
};

/** The first stored message is the customer's. */
export function continued([message]: readonly MessageRecord[]): Continued {
  if (message === undefined) throw new Error('a message was not stored');
  return { message, workflowId: null };
}
