import { ApplicationFailure } from '@temporalio/common';
import type { Refusal } from '../../domain/refusal.ts';

/**
 * For update validators. @throws ApplicationFailure (type: the refusal's code, details: the refusal) if there is one
 */
export function refuseUpdate(refusal: Refusal | null): void {
  if (refusal === null) return;
  throw ApplicationFailure.create({
    type: refusal.code,
    message: refusal.message,
    nonRetryable: true,
    details: [refusal],
  });
}
