// Owns the shape of what a message has led to. Refuses to lead to it.
import type { MessageRecord } from '../../../db/read/messages.ts';

/**
 * The message as stored, and the workflow that is now owed a start or a call. After closing: the score that it is, or the
 * conversation that it has opened.
 */
export type Continued = {
  message: MessageRecord;
  workflowId: string | null;
  rated?: number | null;
  opened?: string | null;
};

/** What was written begins with what the customer said. */
export function continued([message]: readonly MessageRecord[]): Continued {
  if (message === undefined) throw new Error('a message was not stored');
  return { message, workflowId: null };
}
