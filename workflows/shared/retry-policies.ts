// Owns the few ways in which an outage is waited out. A refusal is never retried, a bug waits for a fixed worker.
import type { LocalActivityOptions } from '@temporalio/workflow';

/** Writes to our own database: short, repeated until it is back, part of the workflow task that caused them. */
export const ownDatabase: LocalActivityOptions = {
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '10 seconds' },
};
