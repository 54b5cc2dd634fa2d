// Owns what a history costs: its events, and the actions that Temporal Cloud would bill for it.
// Source: https://docs.temporal.io/cloud/actions
import proto from '@temporalio/proto';

const { EventType } = proto.temporal.api.enums.v1;
const { History: Stored } = proto.temporal.api.history.v1;

type History = { events?: readonly proto.temporal.api.history.v1.IHistoryEvent[] | null };

export type Cost = {
  events: number;
  /** All of the following together. */
  actions: number;
  starts: number;
  timers: number;
  updates: number;
  upserts: number;
  /** Workflow tasks with local activities: all of one task are billed as one. */
  tasksWithLocalActivities: number;
  /** What left the house; each try of one is billed again. */
  activities: number;
  signals: number;
};

/** @param refusedUpdates updates that a validator refused: billed, although they leave no event */
export function costOf({ events }: History, refusedUpdates = 0): Cost {
  const all = events ?? [];
  const count = (type: number) => all.filter(({ eventType }) => eventType === type).length;
  const localActivities = all.filter(
    ({ markerRecordedEventAttributes: marker }) => marker?.markerName === 'core_local_activity',
  );
  const tasks = new Set(
    localActivities.map(({ markerRecordedEventAttributes: marker }) => String(marker?.workflowTaskCompletedEventId)),
  );
  const parts = {
    starts: count(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED),
    timers: count(EventType.EVENT_TYPE_TIMER_STARTED),
    updates: count(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED) + refusedUpdates,
    upserts: count(EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES),
    tasksWithLocalActivities: tasks.size,
    activities: count(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED),
    signals: count(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED),
  };
  const actions = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return { events: all.length, actions, ...parts };
}

/** Bytes of a history as a server keeps it. */
export function sizeOf({ events }: History): number {
  return Stored.encode(Stored.create({ events: [...(events ?? [])] })).finish().length;
}
