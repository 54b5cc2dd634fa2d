import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { Clock } from '../../../platform/clock.ts';
import { type PresentActivities, withPresent } from './told.ts';

export function presentActivities(clock: Clock): PresentActivities {
  return { rehearsedPresent: () => Promise.resolve(clock.now().toISOString()) };
}

/**
 * Every message that starts a workflow or asks it for a move carries the present instant; at a signal the workflow
 * asks.
 */
export function presentTeller(clock: Clock): WorkflowClientInterceptor {
  const told = <Input extends { headers: Parameters<typeof withPresent>[0] }>(input: Input): Input => ({
    ...input,
    headers: withPresent(input.headers, clock.now()),
  });
  return {
    start: (input, next) => next(told(input)),
    startWithDetails: (input, next) => next(told(input)),
    signalWithStart: (input, next) => next(told(input)),
    startUpdate: (input, next) => next(told(input)),
    startUpdateWithStart: (input, next) =>
      next({
        ...input,
        workflowStartHeaders: withPresent(input.workflowStartHeaders, clock.now()),
        updateHeaders: withPresent(input.updateHeaders, clock.now()),
      }),
  };
}
