import { type Client, WorkflowNotFoundError } from '@temporalio/client';

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;
type Event = NonNullable<History['events']>[number];

/**
 * Asks the server about workflows, each only if it has changed since it was last idle. A workflow counts as idle when
 * two looks in a row find the same history, so that nothing can begin between two questions.
 */
export class WorkflowWatch {
  readonly #client: Client;
  readonly #idleAt = new Map<string, number>();

  constructor(client: Client) {
    this.#client = client;
  }

  /**
   * The pending work of a workflow or its children, in words, or `null` when only timers and outside events are left.
   */
  async pending(workflowId: string): Promise<string | null> {
    const handle = this.#client.workflow.getHandle(workflowId);
    const found = await handle.describe().catch(missing);
    if (found === null) return `${workflowId} is not known to the server`;
    const { pendingActivities, pendingChildren } = found.raw;
    for (const child of pendingChildren ?? []) {
      const pending = await this.pending(child.workflowId ?? '');
      if (pending !== null) return pending;
    }
    const activity = pendingActivities?.[0];
    if (activity !== undefined)
      return `${workflowId} ${waitsFor(activity.activityType?.name, activity.lastFailure?.message)}`;
    const { historyLength } = found;
    if (this.#idleAt.get(workflowId) !== historyLength) {
      const pending = pendingTask((await handle.fetchHistory()).events ?? []);
      if (pending !== null) return `${workflowId} ${pending}`;
      this.#idleAt.set(workflowId, historyLength);
      // The history is read after the description, so an activity may have been scheduled between the two.
      return `${workflowId} has moved since the last look`;
    }
    return null;
  }
}

function missing(error: unknown): null {
  if (error instanceof WorkflowNotFoundError) return null;
  throw error;
}

function waitsFor(activity: string | null | undefined, failure: string | null | undefined): string {
  return `waits for ${activity}${failure ? `, which fails: ${failure}` : ''}`;
}

/** The server does not report pending workflow tasks, but the last event about one shows them. */
function pendingTask(events: readonly Event[]): string | null {
  const isDone = (event: Event) => Boolean(event.workflowTaskCompletedEventAttributes);
  const hasFailed = (event: Event) =>
    Boolean(event.workflowTaskFailedEventAttributes) || Boolean(event.workflowTaskTimedOutEventAttributes);
  const isOpen = (event: Event) =>
    Boolean(event.workflowTaskScheduledEventAttributes) || Boolean(event.workflowTaskStartedEventAttributes);
  const last = events.findLast((event) => isDone(event) || hasFailed(event) || isOpen(event));
  if (last === undefined || isDone(last)) return null;
  // A failed task is tried again without another event until it succeeds.
  const failed = events.findLast((event) => isDone(event) || hasFailed(event));
  if (failed === undefined || isDone(failed)) return 'has a workflow task to do';
  return `fails its workflow task: ${failed.workflowTaskFailedEventAttributes?.failure?.message ?? 'timed out'}`;
}
