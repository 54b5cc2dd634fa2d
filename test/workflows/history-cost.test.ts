import { expect, test } from '@jest/globals';
import proto from '@temporalio/proto';
import { costOf } from './history-cost.ts';

const { EventType } = proto.temporal.api.enums.v1;

const started = { eventType: EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED };
const task = [
  { eventType: EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED },
  { eventType: EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED },
  { eventType: EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED },
];
const written = {
  eventType: EventType.EVENT_TYPE_MARKER_RECORDED,
  markerRecordedEventAttributes: { markerName: 'core_local_activity' },
};
const timer = { eventType: EventType.EVENT_TYPE_TIMER_STARTED };
const fired = { eventType: EventType.EVENT_TYPE_TIMER_FIRED };
const accepted = { eventType: EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED };

test.each([
  ['two records of one task', [...task, written, written, timer], 1],
  ['a task that asked for more time between two records', [...task, written, ...task, written, timer], 1],
  ['a task that asked for more time before its record', [...task, ...task, written, timer], 1],
  ['two tasks with a timer between', [...task, written, timer, fired, ...task, written], 2],
  ['an update straight after a record', [...task, written, ...task, accepted, written], 2],
])('%s', (_, events, tasksWithLocalActivities) => {
  expect(costOf({ events: [started, ...events] })).toMatchObject({ tasksWithLocalActivities });
});
