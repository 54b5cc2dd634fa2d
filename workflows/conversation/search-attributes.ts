// Owns what of a conversation can be searched for in Temporal. Refuses anything personal.
import type { SearchAttributePair } from '@temporalio/common';
import type { ConversationState } from '../../domain/conversation/state.ts';
import { searchAttributeKeys as keys } from '../shared/search-attributes.ts';

/** The attributes that change with the stage. */
export function stageAttributes(state: ConversationState): SearchAttributePair[] {
  return [
    { key: keys.stage, value: state.stage },
    { key: keys.queue, value: state.queue },
    { key: keys.assignee, value: state.assignee ?? '' },
    { key: keys.overdue, value: state.overdue },
  ];
}

/** True when a supervisor's search would find the case differently. */
export function isFoundDifferently(before: ConversationState, after: ConversationState): boolean {
  return (
    before.stage !== after.stage ||
    before.queue !== after.queue ||
    before.assignee !== after.assignee ||
    before.overdue !== after.overdue
  );
}
