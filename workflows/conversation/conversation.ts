// Owns the life of one request, from waiting to closed: it waits, takes the next step, remembers. Refuses to know rules,
// texts and tables.
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  currentUpdateInfo,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { countedInstant } from '../../domain/calendar/counted-instant.ts';
import { refusalOfCommand } from '../../domain/conversation/commands.ts';
import { escalationTimetable, takeStep } from '../../domain/conversation/ladder.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import type { Move } from '../../domain/conversation/state.ts';
import type { PlannedStep } from '../../domain/timetable.ts';
import { refuseUpdate } from '../shared/refused-update.ts';
import { ownDatabase } from '../shared/retry-policies.ts';
import { millisecondsUntil, workflowNow } from '../shared/workflow-time.ts';
import {
  type AskedCommand,
  type ConversationActivities,
  type ConversationInput,
  conversationUpdates,
  timetableQuery,
} from './contract.ts';
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
    const updateId = currentUpdateInfo()?.id ?? null;
    written = written.then(() => recordConversationMove({ conversationId, program, move, updateId }));
    return written;
  };

  const obey = ({ command, askedAt }: AskedCommand) =>
    carryOut(moveOfCommand(policy, state, command, countedInstant(askedAt, state.movedAt, workflowNow())));
  const validator = ({ command }: AskedCommand) => refuseUpdate(refusalOfCommand(policy, state, command));
  for (const update of Object.values(conversationUpdates)) setHandler(update, obey, { validator });
  setHandler(timetableQuery, () => ({ stage: state.stage, next: escalationTimetable(policy, state) }));
  setCurrentDetails(requestDetails(policy, state));

  while (state.stage !== 'closed') {
    const seen = state.version;
    const isMoved = () => state.version !== seen;
    const [next] = escalationTimetable(policy, state);
    if (next === undefined) await condition(isMoved);
    else if (await isStillDue(next, isMoved)) {
      const at = countedInstant(next.at, state.movedAt, workflowNow());
      await carryOut(takeStep(policy, state, at));
    }
    if (workflowInfo().historyLength > LONGEST_HISTORY) {
      await condition(allHandlersFinished);
      await written;
      await continueAsNew<typeof conversation>({ conversationId, program, policy, state });
    }
  }
  await condition(allHandlersFinished);
}

/** Waits for a step's time; false when the case has moved before. A step that is late already needs no timer. */
async function isStillDue(next: PlannedStep, isMoved: () => boolean): Promise<boolean> {
  const left = millisecondsUntil(next.at);
  return left === 0 || !(await condition(isMoved, left));
}
