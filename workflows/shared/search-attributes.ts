// Owns the search attributes that every process uses, so that they are registered once and spelt one way.
import { defineSearchAttributeKey } from '@temporalio/common';

/** Registered by the worker before it polls: an unregistered one fails a workflow task for ever. */
export const searchAttributeKeys = {
  program: defineSearchAttributeKey('CarelineProgram', 'KEYWORD'),
  kind: defineSearchAttributeKey('CarelineKind', 'KEYWORD'),
  stage: defineSearchAttributeKey('CarelineStage', 'KEYWORD'),
  queue: defineSearchAttributeKey('CarelineQueue', 'KEYWORD'),
  assignee: defineSearchAttributeKey('CarelineAssignee', 'KEYWORD'),
  overdue: defineSearchAttributeKey('CarelineOverdue', 'BOOL'),
} as const;
