// Owns how a workflow writes to our own database: at once as part of its task, and through an outage with a history that does
// not grow with it. A refusal is never retried, a bug waits for a fixed worker.
import type { ActivityOptions, LocalActivityOptions } from '@temporalio/common';
import { isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';

// Five seconds of trying: shorter than a workflow task may take, so that an outage is not paid for by asking the server for
// more time.
const atOnce: LocalActivityOptions = {
  startToCloseTimeout: '5 seconds',
  retry: {
    ...{ initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '2 seconds' },
    maximumAttempts: 6,
  },
};

// The server repeats it without an event for each try: an outage of an hour costs no more than one of a minute.
const untilItIsBack: ActivityOptions = {
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 seconds' },
};

type Activity = (...given: never[]) => Promise<unknown>;

/** Activities that write to our own database: local ones, which after seconds of outage go on over the task queue. */
export function ownDatabaseActivities<Activities extends Record<string, Activity>>(): Activities {
  const local = proxyLocalActivities(atOnce) as unknown as Record<string, Activity>;
  const queued = proxyActivities(untilItIsBack) as unknown as Record<string, Activity>;
  const throughOutage =
    (name: string) =>
    (...given: never[]) =>
      calling(local, name, given).catch((error: unknown) => {
        if (isCancellation(error)) throw error;
        return calling(queued, name, given);
      });
  return new Proxy({} as Activities, { get: (_, name) => throughOutage(String(name)) });
}

async function calling(activities: Record<string, Activity>, name: string, given: never[]): Promise<unknown> {
  return activities[name]?.(...given);
}
