import { type CaseRow, caseRow } from '../case-row.ts';
import type { Found } from '../found.ts';
import type { Process } from '../process.ts';
import type { PlannedStep, Todo } from '../timetable.ts';
import { followRules, notPlaced, offerAgain, type PersonArrived } from './back-to-queue.ts';
import { type Command, commandFacts, refusalOfCommand } from './commands.ts';
import { isBeingGiven, workToGive } from './giving.ts';
import { escalationTimetable, stepsAhead, takeStep } from './ladder.ts';
import { give, moveOfCommand } from './moves.ts';
import { type CasePolicy, casePolicy } from './policy.ts';
import { replayConversation } from './replay.ts';
import { conversationKeys, conversationScopes } from './scopes.ts';
import type { ConversationState, Move } from './state.ts';
import { conversationTodo } from './todo.ts';
import { conversationWords } from './words.ts';

export type ConversationKinds = {
  policy: CasePolicy;
  state: ConversationState;
  command: Command;
  step: PlannedStep;
  move: Move;
  /** A person of the queue has come to work. */
  facts: { personArrived: PersonArrived };
};

/** A customer's request, from its category until it is closed. */
export const conversation: Process<ConversationKinds> = {
  name: 'conversation',
  policy: ({ conversation: policy }) => policy && casePolicy(policy),
  commands: {
    accept: 'acceptConversation',
    release: 'releaseConversation',
    assign: 'assignConversation',
    transfer: 'transferConversation',
    close: 'closeConversation',
  },
  timetable: escalationTimetable,
  next: stepsAhead,
  refusal: (policy, state, command) => refusalOfCommand(policy, commandFacts(state), command),
  moves: (policy, state, command, at) => anyMove(moveOfCommand(policy, state, command, at)),
  step: (policy, state, _, at) => [takeStep(policy, state, at)],
  facts: { personArrived: (policy, state, arrived, at) => anyMove(offerAgain(policy, state, arrived, at)) },
  followed: (policy, state, at) => anyMove(followRules(policy, state, at)),
  effects: () => [],
  unfinished: () => [],
  holding: {
    holders(moves) {
      const { stage, assignee = null } = moves.at(-1)?.state ?? {};
      return stage === 'assigned' && assignee !== null ? [assignee] : [];
    },
    giveBack: (_, leaving) => ({ kind: 'release', ...leaving }),
  },
  distributed: {
    waiting: workToGive,
    changed: (policy, { state }) => workToGive(policy, state),
    assign: (policy, state, chosen, at) => anyMove(give(policy, state, chosen, at)),
    notPlaced: (policy, state, at) => (isBeingGiven(policy, state) ? [notPlaced(policy, state, at)] : []),
  },
  watched: { isOn: ({ replies }) => replies !== null, signal: 'customerWrote' },
  todo,
  found: (_, state) => found(state),
  stages: { open: ['waiting', 'assigned'], ended: ['closed'] },
  scopes: conversationScopes,
  keys: ({ conversation: policy }, staff) => (policy === undefined ? [] : conversationKeys(policy, staff)),
  words: conversationWords,
  replay: replayConversation,
};

function anyMove(move: Move | null): readonly Move[] {
  return move === null ? [] : [move];
}

function found({ stage, queue, assignee, overdue }: ConversationState): Found {
  return { stage, queue, assignee, overdue };
}

/** A move in the form in which it is written. */
export type RecordedMove = Move & { row: CaseRow };

export function recordedMove(move: Move): RecordedMove {
  return { ...move, row: caseRow(conversation, found(move.state), move.state) };
}

// The state does not say whether the customer waits for a reply; the record does.
function todo(policy: CasePolicy, state: ConversationState, now: string): Todo[] {
  const { stage, assignee } = state;
  if (stage === 'waiting') {
    const unanswered = { ...state, awaitingReplySince: null, silentSince: null };
    return conversationTodo(policy, unanswered, now);
  }
  if (stage === 'closed' || assignee === null) return [];
  const open = { dueAt: null, overdue: false, rule: null, subject: null };
  return [{ what: 'answer-and-close', by: assignee, ...open }];
}
