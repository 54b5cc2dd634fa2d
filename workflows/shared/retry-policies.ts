// Owns the few ways in which an outage is waited out. A refusal is never retried, a bug waits for a fixed worker.
import type { ActivityOptions } from '@temporalio/workflow';

/**
 * Effects outside, through the effect ledger: repeated until the provider has said yes or no, for as long as that takes. The
 * time-out is above three of a provider's calls: asking before, sending, asking afterwards.
 */
export const outsideSystem: ActivityOptions = {
  startToCloseTimeout: '60 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
};
