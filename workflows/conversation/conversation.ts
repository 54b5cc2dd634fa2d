// Owns the life of one request, from waiting to closed: it waits, takes the next step, remembers. Refuses to know rules,
// texts and tables.
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { countedInstant } from '../../domain/calendar/counted-instant.ts';
import { refusalOfCommand } from '../../domain/conversation/commands.ts';
import { escalationTimetable, takeStep } from '../../domain/conversation/ladder.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import type { CasePolicy } from '../../domain/conversation/policy.ts';
import type { ConversationState, Move } from '../../domain/conversation/state.ts';
import { MoveWriter } from '../shared/move-writer.ts';
import { ownDatabaseActivities } from '../shared/own-database.ts';
import { isHistoryLong, isStillDue } from '../shared/process-loop.ts';
import { refuseUpdate } from '../shared/refused-update.ts';
import { workflowNow } from '../shared/workflow-time.ts';
import {
  type AskedCommand,
  type ConversationActivities,
  type ConversationInput,
  conversationUpdates,
  customerWrote,
  timetableQuery,
} from './contract.ts';
import { requestDetails } from './details.ts';
import { ReplyWatch } from './reply-watch.ts';
import { isFoundDifferently, stageAttributes } from './search-attributes.ts';

const { recordConversationMove: recordMove } = ownDatabaseActivities<ConversationActivities>();

export async function conversation({ state: begin, ...input }: ConversationInput): Promise<void> {
  const { conversationId, program, policy } = input;
  const moves = new MoveWriter(begin, {
    stateAfter: (move: Move) => move.state,
    record: (move, updateId) => recordMove({ conversationId, program, move, updateId }),
    onState(before, after) {
      if (isFoundDifferently(before, after)) upsertSearchAttributes(stageAttributes(after));
      setCurrentDetails(requestDetails(policy, after));
    },
  });
  const state = () => moves.state;

  const obey = ({ command, askedAt }: AskedCommand) =>
    moves.obey((now) => {
      refuseUpdate(refusalOfCommand(policy, now, command));
      return moveOfCommand(policy, now, command, countedInstant(askedAt, now.movedAt, workflowNow()));
    });
  const validator = ({ command }: AskedCommand) => refuseUpdate(refusalOfCommand(policy, state(), command));
  for (const update of Object.values(conversationUpdates)) setHandler(update, obey, { validator });
  const watch = new ReplyWatch(conversationId, policy, (lookAt) =>
    setCurrentDetails(requestDetails(policy, state(), lookAt)),
  );
  setHandler(customerWrote, () => watch.call());
  setHandler(timetableQuery, () => ({ stage: state().stage, next: escalationTimetable(policy, state()) }));
  setCurrentDetails(requestDetails(policy, begin));

  for (;;) {
    if (state().stage === 'closed') {
      await allWritten(moves);
      // What was decided may not stand in the record: the case then goes on.
      if (state().stage === 'closed') return;
    }
    await untilItMoves(policy, moves, watch);
    if (isHistoryLong()) {
      await allWritten(moves);
      await continueAsNew<typeof conversation>({ ...input, state: state() });
    }
  }
}

/** Waits for the next step and takes it, watches the replies to an accepted request, or waits for a person. */
async function untilItMoves(
  policy: CasePolicy,
  moves: MoveWriter<ConversationState, Move>,
  watch: ReplyWatch,
): Promise<void> {
  const seen = moves.state;
  const isMoved = () => moves.state !== seen;
  const [next] = escalationTimetable(policy, seen);
  if (next !== undefined) {
    if (!(await isStillDue(next, isMoved))) return;
    // A case that stands differently in the record has other steps ahead: this one is not taken there.
    await moves.carryOut((now) =>
      now === seen ? takeStep(policy, now, countedInstant(next.at, now.movedAt, workflowNow())) : null,
    );
  } else if (policy.replies) {
    // The clock is in the record, which has to know of the acceptance first.
    await moves.settled;
    if (!isMoved()) await watch.keep(isMoved);
  } else await condition(isMoved);
}

/** Which moves there are to write is known once nobody asks any more. */
async function allWritten(moves: { readonly settled: Promise<void> }): Promise<void> {
  await condition(allHandlersFinished);
  await moves.settled;
}
