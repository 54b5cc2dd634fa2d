// Owns the search attributes that every process uses, so that they are registered once and spelt one way.
import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import type { Found } from '../../domain/process.ts';

/** Registered by the worker before it polls: an unregistered one fails a workflow task for ever. */
export const searchAttributeKeys = {
  program: defineSearchAttributeKey('CarelineProgram', 'KEYWORD'),
  kind: defineSearchAttributeKey('CarelineKind', 'KEYWORD'),
  stage: defineSearchAttributeKey('CarelineStage', 'KEYWORD'),
  queue: defineSearchAttributeKey('CarelineQueue', 'KEYWORD'),
  assignee: defineSearchAttributeKey('CarelineAssignee', 'KEYWORD'),
  overdue: defineSearchAttributeKey('CarelineOverdue', 'BOOL'),
} as const;

/** What never changes; set again by a workflow that begins anew without the outbox. */
export function caseAttributes(kind: string, program: string): SearchAttributePair[] {
  return [
    { key: searchAttributeKeys.program, value: program },
    { key: searchAttributeKeys.kind, value: kind },
  ];
}

/** What changes with the case. */
export function foundAttributes({ stage, queue, assignee, overdue }: Found): SearchAttributePair[] {
  return [
    { key: searchAttributeKeys.stage, value: stage },
    ...(queue === undefined ? [] : [{ key: searchAttributeKeys.queue, value: queue }]),
    ...(assignee === undefined ? [] : [{ key: searchAttributeKeys.assignee, value: assignee ?? '' }]),
    { key: searchAttributeKeys.overdue, value: overdue },
  ];
}
