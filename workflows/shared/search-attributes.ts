import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import type { Found } from '../../domain/found.ts';

/** The worker registers them before it polls: an unregistered one fails its workflow task again and again. */
export const searchAttributeKeys = {
  program: defineSearchAttributeKey('CarelineProgram', 'KEYWORD'),
  kind: defineSearchAttributeKey('CarelineKind', 'KEYWORD'),
  stage: defineSearchAttributeKey('CarelineStage', 'KEYWORD'),
  queue: defineSearchAttributeKey('CarelineQueue', 'KEYWORD'),
  assignee: defineSearchAttributeKey('CarelineAssignee', 'KEYWORD'),
  overdue: defineSearchAttributeKey('CarelineOverdue', 'BOOL'),
} as const;

/** Attributes that never change; a workflow that starts without the outbox sets them again. */
export function caseAttributes(kind: string, program: string): SearchAttributePair[] {
  return [
    { key: searchAttributeKeys.program, value: program },
    { key: searchAttributeKeys.kind, value: kind },
  ];
}

/** Attributes that change with the case. */
export function foundAttributes({ stage, queue, assignee, overdue }: Found): SearchAttributePair[] {
  return [
    { key: searchAttributeKeys.stage, value: stage },
    ...(queue === undefined ? [] : [{ key: searchAttributeKeys.queue, value: queue }]),
    ...(assignee === undefined ? [] : [{ key: searchAttributeKeys.assignee, value: assignee ?? '' }]),
    { key: searchAttributeKeys.overdue, value: overdue },
  ];
}
