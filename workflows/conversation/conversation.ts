// Owns the life of one request, from waiting to closed: it waits, takes the next step, remembers. Refuses to know rules,
// texts and tables.
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { commandInstant } from '../../domain/conversation/command-instant.ts';
import { refusalOfCommand } from '../../domain/conversation/commands.ts';
import { escalationTimetable, takeStep } from '../../domain/conversation/ladder.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import type { Move } from '../../domain/conversation/state.ts';
import { refuseUpdate } from '../shared/refused-update.ts';
import { ownDatabase } from '../shared/retry-policies.ts';
import { millisecondsUntil, workflowNow } from '../shared/workflow-time.ts';
import { type AskedCommand, type ConversationActivities, type ConversationInput, conversationUpdates, timetableQuery } from './contract.ts';
import { requestDetails } from './details.ts';
import { isFoundDifferently, stageAttributes } from './search-attributes.ts';

const { recordConversationMove } = proxyLocalActivities<ConversationActivities>(ownDatabase);

// A request that waits for years is announced every morning; its history starts anew long before it grows heavy.
const LONGEST_HISTORY = 2_000;

export async function conversation({ conversationId, program, policy, state }: ConversationInput): Promise<void> {
  let written: Promise<void> = Promise.resolve();

  // Moves are decided at once and written in their order: the next rule sees them before the database does.
  const carryOut = (move: Move | null): Promise<void> => {
    if (move === null) return written;
    const before = state;
    state = move.state;
    if (isFoundDifferently(before, state)) upsertSearchAttributes(stageAttributes(state));
    setCurrentDetails(requestDetails(policy, state));
    written = written.then(() => recordConversationMove({ conversationId, program, move }));
    return written;
  };

  const obey = ({ command, askedAt }: AskedCommand) =>
    carryOut(moveOfCommand(policy, state, command, commandInstant(askedAt, state.movedAt, workflowNow())));
  const validator = ({ command }: AskedCommand) => refuseUpdate(refusalOfCommand(policy, state, command));
  for (const update of Object.values(conversationUpdates)) setHandler(update, obey, { validator });
  setHandler(timetableQuery, () => ({ stage: state.stage, next: escalationTimetable(policy, state) }));
  setCurrentDetails(requestDetails(policy, state));

  while (state.stage !== 'closed') {
    const seen = state.version;
    const isMoved = () => state.version !== seen;
    const [next] = escalationTimetable(policy, state);
    const left = next === undefined ? undefined : millisecondsUntil(next.at);
    // What is due already needs no timer: after an outage a case catches up within one workflow task.
    const moved = left === undefined ? await condition(isMoved) : left > 0 && (await condition(isMoved, left));
    if (moved === false) await carryOut(takeStep(policy, state, workflowNow()));
    if (workflowInfo().historyLength > LONGEST_HISTORY) {
      await condition(allHandlersFinished);
      await written;
      await continueAsNew<typeof conversation>({ conversationId, program, policy, state });
    }
  }
  await condition(allHandlersFinished);
}
