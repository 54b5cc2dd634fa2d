// A refusal is never retried; a bug waits for a fixed worker.
import type { ActivityOptions } from '@temporalio/workflow';

/**
 * For effects outside, through the effect ledger: repeated until the provider accepts or refuses, however long that
 * takes. The time-out is longer than three provider calls: asking before, sending, asking after.
 */
export const outsideSystem: ActivityOptions = {
  startToCloseTimeout: '60 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
};

/** The same for mails: a large file takes longer to hand over, and a server may check it before it answers. */
export const mailServer: ActivityOptions = { ...outsideSystem, startToCloseTimeout: '200 seconds' };
