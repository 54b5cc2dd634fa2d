// Writes run at once, inside the workflow task. In a long outage the history does not grow.
// A refusal is never retried; a bug waits for a fixed worker.
import type { ActivityOptions, LocalActivityOptions } from '@temporalio/common';
import { isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';

// Five seconds of tries: shorter than a workflow task may take, so the task need not ask the server for more time.
const atOnce: LocalActivityOptions = {
  startToCloseTimeout: '5 seconds',
  retry: {
    ...{ initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '2 seconds' },
    maximumAttempts: 6,
  },
};

// The server repeats this without an event per try: an hour of outage adds no more history than a minute.
const untilItIsBack: ActivityOptions = {
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 seconds' },
};

type Activity = (...given: never[]) => Promise<unknown>;

/** Activities that write to our own database: local ones, which switch to the task queue after seconds of outage. */
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
