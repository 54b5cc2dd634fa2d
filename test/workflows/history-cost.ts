// A history's events, and the actions that Temporal Cloud would bill for it. Source:
// https://docs.temporal.io/cloud/actions
import proto from '@temporalio/proto';

const { EventType } = proto.temporal.api.enums.v1;
const { History: Stored } = proto.temporal.api.history.v1;

type History = { events?: readonly proto.temporal.api.history.v1.IHistoryEvent[] | null };

export type Cost = {
  events: number;
  /** The sum of all the following. */
  actions: number;
  starts: number;
  timers: number;
  updates: number;
  upserts: number;
  /**
   * Workflow tasks with local activities: all those of one task are billed as one. A task that asked for more time on a
   * slow machine and the task after it count as one.
   */
  tasksWithLocalActivities: number;
  /** Effects that were sent. Each attempt is billed again. */
  activities: number;
  signals: number;
};

/** @param refusedUpdates updates that a validator refused: billed, although they leave no event */
export function costOf({ events }: History, refusedUpdates = 0): Cost {
  const all = events ?? [];
  const count = (type: number) => all.filter(({ eventType }) => eventType === type).length;
  const parts = {
    starts: count(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED),
    timers: count(EventType.EVENT_TYPE_TIMER_STARTED),
    updates: count(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED) + refusedUpdates,
    upserts: count(EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES),
    tasksWithLocalActivities: tasksWithLocalActivities(all),
    activities: count(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED),
    signals: count(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED),
  };
  const actions = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return { events: all.length, actions, ...parts };
}

type Event = proto.temporal.api.history.v1.IHistoryEvent;

function tasksWithLocalActivities(events: readonly Event[]): number {
  const isOf = (at: number, ...types: number[]) => types.includes(events[at]?.eventType ?? 0);
  let [task, last] = [0, 0];
  const tasks = new Set<number>();
  for (const [at, { eventType, markerRecordedEventAttributes: marker }] of events.entries()) {
    if (eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED) last = at;
    if (eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED) {
      // Nothing happened since the task before, and nothing was requested: it continued.
      const wentOn = isOf(last - 1, EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED, EventType.EVENT_TYPE_MARKER_RECORDED);
      const isAsked = isOf(at + 1, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED);
      if (!wentOn || isAsked) task = at;
    }
    if (marker?.markerName === 'core_local_activity') tasks.add(task);
  }
  return tasks.size;
}

/** Bytes of a history as a server stores it. */
export function sizeOf({ events }: History): number {
  return Stored.encode(Stored.create({ events: [...(events ?? [])] })).finish().length;
}
