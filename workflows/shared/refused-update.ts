// Owns how a rule's no leaves a workflow: as a failure whose type is the refusal's code.
import { ApplicationFailure } from '@temporalio/common';
import type { Refusal } from '../../domain/refusal.ts';

/** For update validators. @throws ApplicationFailure (type: the code, details: the refusal) unless there is none */
export function refuseUpdate(refusal: Refusal | null): void {
  if (refusal === null) return;
  throw ApplicationFailure.create({
    type: refusal.code,
    message: refusal.message,
    nonRetryable: true,
    details: [refusal],
  });
}
