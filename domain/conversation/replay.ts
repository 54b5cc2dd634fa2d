import type { Instant } from '../calendar/instant.ts';
import type { Program } from '../program.ts';
import { type Happening, type Moment, type PastEvent, type RecordedLife, WROTE } from '../moment.ts';
import { release, waitAgain } from './back-to-queue.ts';
import { beginsToWait } from './intake.ts';
import { escalationTimetable, takeStep } from './ladder.ts';
import { moveOfCommand } from './moves.ts';
import { type CasePolicy, casePolicy, categoryPolicy, type ConversationPolicy } from './policy.ts';
import { clockAfterMessage, type ReplyClock, replyTimetable, takeReplyStep } from './replies.ts';
import type { ConversationState, Move } from './state.ts';

/** A request with its reply clock. `unanswered`: the customer wrote last. */
type Point = { state: ConversationState; clock: ReplyClock; unanswered: boolean };

const NO_CLOCK: ReplyClock = { awaitingReplySince: null, silentSince: null, replySteps: [] };

/** The request from its category on. What happened in the intake stays as it was. */
export function replayConversation({ conversation }: Program, { events }: RecordedLife): Moment {
  const chosen = events.find(({ what }) => what === 'category-chosen' || what === 'category-assumed');
  if (conversation === undefined || chosen === undefined) throw new RangeError('the request has no category');
  const category = categoryOf(conversation, chosen.details?.['category']);
  const { at, what, by } = chosen;
  const when = { since: at, at };
  const move = beginsToWait(conversation, category, when, { what, by, rule: null });
  const policy = casePolicy(conversation);
  return momentOf(policy, { state: move.state, clock: NO_CLOCK, unanswered: true }, spoken(move));
}

/** @throws RangeError for a category that the rules do not have */
function categoryOf(policy: ConversationPolicy, word: unknown) {
  const found = categoryPolicy(policy, String(word));
  if (found === undefined) throw new RangeError(`the policy ${policy.version} has no category ${String(word)}`);
  return found;
}

function momentOf(policy: CasePolicy, point: Point, happened: readonly Happening[]): Moment {
  const { state, clock } = point;
  const isWaiting = state.stage === 'waiting';
  const [ahead] = isWaiting ? escalationTimetable(policy, state) : replyTimetable(policy, { ...state, ...clock });
  const here: Moment = {
    movedAt: state.movedAt,
    dueAt: ahead?.at ?? null,
    happened,
    step: (at) =>
      isWaiting ? afterMove(policy, point, takeStep(policy, state, at)) : afterReplyStep(policy, point, at),
    hear: (event) => (event.what === WROTE ? afterMessage(policy, point, event) : heard(policy, point, event, here)),
  };
  return here;
}

function afterReplyStep(policy: CasePolicy, point: Point, at: Instant): Moment {
  const facts = { ...point.state, ...point.clock };
  const [ahead] = replyTimetable(policy, facts);
  if (ahead === undefined) throw new RangeError('no reply is awaited');
  const { clock, notifies } = takeReplyStep(policy, facts, ahead.what, at);
  const to = notifies.flatMap(({ roles }) => roles).join(' ');
  const happened: Happening[] = [
    ...(ahead.what === 'reply-overdue' ? [{ at, kind: 'overdue', what: ahead.what } as const] : []),
    ...(ahead.what === 'reply-escalation' ? [{ at, kind: 'escalation', what: to } as const] : []),
  ];
  return momentOf(policy, { ...point, clock }, happened);
}

function afterMessage(policy: CasePolicy, point: Point, { by, at }: PastEvent): Moment {
  const author = by === 'agent' ? 'agent' : 'customer';
  const clock = point.state.stage === 'assigned' ? clockAfterMessage(point.clock, author, at) : point.clock;
  return momentOf(policy, { ...point, clock, unanswered: author === 'customer' }, []);
}

function heard(policy: CasePolicy, point: Point, event: PastEvent, here: Moment): Moment | null {
  const move = moveOfEvent(policy, point.state, event);
  if (move === 'none') return here;
  if (move === null || point.state.stage === 'closed') return null;
  return afterMove(policy, point, move);
}

/** `'none'` for an entry that no person has caused. */
function moveOfEvent(
  policy: CasePolicy,
  state: ConversationState,
  { what, by: login, at, details }: PastEvent,
): Move | null | 'none' {
  const by = { login, roles: [] };
  switch (what) {
    case 'accepted':
      return moveOfCommand(policy, state, { kind: 'accept', by }, at);
    case 'assigned':
      return moveOfCommand(policy, state, { kind: 'assign', by, to: String(details?.['assignee']) }, at);
    case 'released':
      return release(policy, state, { what, by: login, rule: null }, at);
    case 'transferred':
      return transferred(policy, state, { what, by: login, rule: null, details: {} }, String(details?.['to']), at);
    case 'closed':
      return moveOfCommand(policy, state, { kind: 'close', by, disposition: '', noteId: null }, at);
    default:
      return 'none';
  }
}

function transferred(
  policy: CasePolicy,
  state: ConversationState,
  cause: Parameters<typeof waitAgain>[3],
  category: string,
  at: Instant,
): Move {
  if (categoryPolicy(policy, category) === undefined) throw new RangeError(`there is no category ${category}`);
  return waitAgain(policy, state, category, cause, at);
}

function afterMove(policy: CasePolicy, { state: before, clock, unanswered }: Point, move: Move): Moment {
  const { state, at } = move;
  const begins = { awaitingReplySince: unanswered ? at : null, silentSince: at, replySteps: [] };
  const point = { state, clock: move.beginsReplyClock === true ? begins : clock, unanswered };
  return momentOf(policy, point, [...turnsOverdue(before, move), ...escalated(move), ...spoken(move)]);
}

function turnsOverdue(before: ConversationState, { state, at }: Move): Happening[] {
  return state.overdue && !before.overdue ? [{ at, kind: 'overdue', what: 'request' }] : [];
}

function escalated({ at, entries }: Move): Happening[] {
  const made = entries.filter(({ what }) => what === 'escalated');
  return made.map(({ details }) => ({ at, kind: 'escalation', what: [details?.['to'] ?? []].flat().join(' ') }));
}

function spoken({ at, says }: Move): Happening[] {
  return says.map(({ text }) => ({ at, kind: 'text', what: text }));
}
