// The server's clock runs with the machine's while requests are served, so timers may ring too early. This code makes
// such a timer wait on, and gives a workflow the rehearsal's time.
import type { Headers } from '@temporalio/common';
import { proxyLocalActivities, type WorkflowInterceptors } from '@temporalio/workflow';
import { getActivator } from '@temporalio/workflow/lib/global-attributes.js';
import { type PresentActivities, presentIn, withPresent } from './told.ts';

// A timer that rang too early waits at least this much of the server's time: one that is due in a millisecond would
// otherwise keep the worker busy.
const TRIES_AGAIN_AFTER_MS = 1_000;

const { rehearsedPresent } = proxyLocalActivities<PresentActivities>({ startToCloseTimeout: '10 seconds' });

/** The SDK calls this once for each workflow. */
export function interceptors(): WorkflowInterceptors {
  const present = new Present();
  return {
    internals: [{ activate: (input, next) => present.during(() => next(input)) }],
    inbound: [
      {
        execute: (input, next) => present.from(input.headers, () => next(input)),
        async handleSignal(input, next) {
          // The time-skipping server loses the headers of a signal that would have started the workflow.
          present.moveTo(await askedPresent());
          await next(input);
        },
        handleUpdate: (input, next) => present.from(input.headers, () => next(input)),
        validateUpdate: (input, next) => present.onlyWith(input.headers, () => next(input)),
      },
    ],
    outbound: [
      {
        async startTimer(input, next) {
          const due = present.at + input.durationMs;
          await next(input);
          for (let left = await leftUntil(due); left > 0; left = await leftUntil(due)) {
            const durationMs = Math.max(left, TRIES_AGAIN_AFTER_MS);
            await next({ ...input, seq: getActivator().nextSeqs.timer++, durationMs });
          }
          present.moveTo(due);
        },
        continueAsNew: (input, next) => next({ ...input, headers: withPresent(input.headers, new Date(present.at)) }),
      },
    ],
  };
}

async function askedPresent(): Promise<number> {
  return Date.parse(await rehearsedPresent());
}

async function leftUntil(due: number): Promise<number> {
  return due - (await askedPresent());
}

/**
 * One workflow's time, in milliseconds since 1970. A replay gives the same: everything that moves it is in the history.
 */
class Present {
  private told: number | null = null;

  /** The value of `new Date()` in the workflow. */
  get at(): number {
    return getActivator().now;
  }

  moveTo(instant: number): void {
    this.told = Math.max(instant, this.told ?? instant);
    this.show();
  }

  /** Replaces the server's time, which every activation sets again. */
  during<Result>(work: () => Result): Result {
    this.show();
    return work();
  }

  from<Result>(headers: Headers, work: () => Result): Result {
    const told = presentIn(headers);
    if (told !== null) this.moveTo(told);
    return work();
  }

  /** A validator leaves no trace: an update that it refuses is in no history. */
  onlyWith<Result>(headers: Headers, work: () => Result): Result {
    const { told } = this;
    try {
      return this.from(headers, work);
    } finally {
      this.told = told;
      this.show();
    }
  }

  private show(): void {
    if (this.told !== null) getActivator().now = this.told;
  }
}
