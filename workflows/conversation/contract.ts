// Owns the names by which a conversation's workflow is addressed: its id, updates, query and input. Refuses to hold rules.
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Command } from '../../domain/conversation/commands.ts';
import type { CasePolicy } from '../../domain/conversation/policy.ts';
import type { ConversationState, Move } from '../../domain/conversation/state.ts';
import type { PlannedStep } from '../../domain/timetable.ts';
import type { RecordedOtherwise } from '../shared/move-writer.ts';

/** `conversation/<program>/<conversation id>`: readable, and free of anything about the customer. */
export function conversationWorkflowId(program: string, conversationId: string): string {
  return `conversation/${program}/${conversationId}`;
}

/** The workflow's type, as the outbox and the Temporal UI name it. */
export const CONVERSATION_WORKFLOW = 'conversation';

/** What a conversation's workflow starts with; the policy is a snapshot that this case keeps. */
export type ConversationInput = {
  conversationId: string;
  program: string;
  policy: CasePolicy;
  state: ConversationState;
};

/** What the outbox owes a request that begins to wait: the start of its workflow, once. */
export function conversationStart(input: ConversationInput) {
  const { conversationId, program, state } = input;
  const { stage, queue, overdue } = state;
  const workflowId = conversationWorkflowId(program, conversationId);
  const searchAttributes = { program, kind: 'conversation', stage, queue, assignee: '', overdue };
  const payload = { name: CONVERSATION_WORKFLOW, input, searchAttributes };
  return { key: `start/${workflowId}`, kind: 'start' as const, workflowId, payload };
}

/** A command and when the person asked, by the API's clock. */
export type AskedCommand = { command: Command; askedAt: Instant };

/** The update of each command. Refused ones fail with an ApplicationFailure whose type is the refusal's code. */
export const conversationUpdates = {
  accept: defineUpdate<void, [AskedCommand]>('acceptConversation'),
  release: defineUpdate<void, [AskedCommand]>('releaseConversation'),
  assign: defineUpdate<void, [AskedCommand]>('assignConversation'),
  transfer: defineUpdate<void, [AskedCommand]>('transferConversation'),
  close: defineUpdate<void, [AskedCommand]>('closeConversation'),
} as const;

/**
 * The customer of an accepted request has written, and the workflow would look at the reply clock too late. Sent by the
 * outbox; may be sent by hand from the Temporal UI, then it looks at once.
 */
export const customerWrote = defineSignal('customerWrote');

/** What happens next, when and by which rule; may be asked by hand from the Temporal UI. */
export const timetableQuery = defineQuery<{ stage: string; next: PlannedStep[] }>('timetable');

/** A move to be written. `updateId` is set when a person asked for it: a repeated request finds its outcome by it. */
export type MoveRecord = { conversationId: string; program: string; move: Move; updateId: string | null };

/** The activities that this workflow needs; implemented in `activities/records.ts`. */
export type ConversationActivities = {
  /** Nothing is returned for a move that is written, now or before. */
  recordConversationMove(record: MoveRecord): Promise<RecordedOtherwise<ConversationState> | undefined>;
};

/** A look at the reply clock of an accepted request, by the case's policy, at an instant. */
export type ReplyLook = {
  conversationId: string;
  policy: Pick<CasePolicy, 'replies' | 'workingHours' | 'oversight'>;
  at: Instant;
};

/** Implemented in `activities/reply-clock.ts`. */
export type ReplyClockActivities = {
  /** Takes the steps that are due. Returns when to look again; `null`: not before the customer writes. */
  lookAtReplies(look: ReplyLook): Promise<Instant | null>;
};
