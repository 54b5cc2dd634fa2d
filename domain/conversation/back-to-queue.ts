import { type Instant, later } from '../calendar/instant.ts';
import type { TimelineEntry } from '../timetable.ts';
import type { Command } from './commands.ts';
import { givingAt, isPushed, toldOfWaiting, withoutGiving } from './giving.ts';
import { addressed, escalation, rolesTold, rungsAhead, stepsAhead } from './ladder.ts';
import { type CasePolicy, categoryPolicy, queuePolicy } from './policy.ts';
import { type ConversationState, ladderBegins, type Move, moved, type Notify } from './state.ts';

/** Without `version` in signals of earlier releases. */
export type PersonArrived = { version?: number };

type Cause = Omit<TimelineEntry, 'at'>;

/** The cause of a release: the assignee asked, or has left. */
export function releaseCause(policy: CasePolicy, { by, because, how }: Extract<Command, { kind: 'release' }>): Cause {
  const cause = { what: 'released', by: by.login, rule: policy.rules.released };
  if (because === undefined) return cause;
  const details = { assignee: by.login, because, ...(how === undefined ? {} : { how }) };
  return { ...cause, by: 'careline', details };
}

/**
 * Returns a request to its queue; its ladder continues from its current step (CDEK-16). The addressed roles, and those
 * that only hear of it, are told again, so the next announcement counts from here.
 */
export function release(policy: CasePolicy, before: ConversationState, cause: Cause, at: Instant): Move {
  const giving = givingAgain(policy, before.queue, cause.by, at);
  const waiting = moved(withoutGiving(before), at, { stage: 'waiting', lastStepAt: at, assignee: null, ...giving });
  const { state, entries } = ladderAfterRelease(policy, waiting, at);
  return {
    state,
    at,
    says: [],
    notifies: toldOfWaiting(state, tellings(policy, state, cause.by)),
    entries: [{ at, ...cause }, ...entries],
    next: stepsAhead(policy, state),
  };
}

// A person who returns a request does not get it again.
function givingAgain(policy: CasePolicy, queue: string, by: string, at: Instant) {
  const giving = givingAt(policy, queue, { at, told: false });
  return giving.giving === undefined ? {} : { ...giving, returnedBy: by };
}

// A person of both is told that they may accept it.
function tellings(policy: CasePolicy, state: ConversationState, except: string): Notify[] {
  const told = rolesTold(policy, state);
  const { overdue, addressedRoles } = state;
  return [
    ...(told.length === 0 ? [] : [{ kind: 'still-waiting' as const, roles: told, except }]),
    { kind: overdue ? 'overdue' : 'new', roles: addressedRoles, except },
  ];
}

/**
 * The ladder of a request that returns to its queue at `at` (CDEK-16). Steps whose time has passed are done: their
 * escalations apply, but their texts are no longer sent to the customer.
 */
function ladderAfterRelease(
  policy: CasePolicy,
  state: ConversationState,
  at: Instant,
): { state: ConversationState; entries: readonly TimelineEntry[] } {
  const passed = rungsAhead(policy, state).filter(({ after }) => later(state.waitingSince, after) <= at);
  const escalations = passed.filter((step) => step.kind === 'escalate');
  const escalated = escalations.reduce((before, step) => addressed(before, step), state);
  return {
    state: { ...escalated, stepsTaken: state.stepsTaken + passed.length },
    entries: escalations.map((step) => escalation(step, at)),
  };
}

/** CDEK-18: a new target starts a new ladder; the age still counts from the request's opening. */
export function waitAgain(
  policy: CasePolicy,
  before: ConversationState,
  category: string,
  cause: Cause,
  at: Instant,
): Move {
  const queue = categoryPolicy(policy, category)?.queue ?? before.queue;
  const { role } = queuePolicy(policy, queue);
  const visitedQueues = [...new Set([...before.visitedQueues, queue])];
  const ladder = { ...ladderBegins(role, at), ladderRun: before.ladderRun + 1 };
  const giving = givingAgain(policy, queue, cause.by, at);
  const state = moved(withoutGiving(before), at, {
    stage: 'waiting',
    category,
    queue,
    visitedQueues,
    ...ladder,
    ...giving,
  });
  const move: Move = {
    state,
    at,
    says: [],
    notifies: toldOfWaiting(state, [{ kind: 'new', roles: [role], except: cause.by }]),
    entries: [{ at, ...cause }],
    next: stepsAhead(policy, state),
  };
  return category === before.category ? move : { ...move, entersQueue: queue };
}

/** A waiting request that could be given to no one: the people of its queue may take it, and hear of it now. */
export function notPlaced(policy: CasePolicy, before: ConversationState, at: Instant): Move {
  const state = moved(before, at, { giving: { choosing: false, told: true } });
  const { role } = queuePolicy(policy, state.queue);
  return {
    state,
    at,
    says: [],
    notifies: before.giving?.told === true ? [] : tellings(policy, state, before.returnedBy ?? ''),
    entries: [{ at, what: 'no-one-present', by: 'careline', rule: policy.rules.assigned, details: { to: [role] } }],
    next: stepsAhead(policy, state),
  };
}

/**
 * A waiting request goes by other rules from now on; `null` if its queue reaches people in the same way as before. In a
 * queue whose people take requests, they hear now of one that was being given to a person.
 */
export function followRules(policy: CasePolicy, before: ConversationState, at: Instant): Move | null {
  if (before.stage !== 'waiting' || isPushed(policy, before.queue) === (before.giving !== undefined)) return null;
  const giving = givingAt(policy, before.queue, { at, told: true });
  const state = moved(withoutGiving(before), at, giving);
  const notifies = before.giving?.told === false ? tellings(policy, state, before.returnedBy ?? '') : [];
  return { state, at, says: [], notifies, entries: [], next: stepsAhead(policy, state) };
}

/**
 * Someone of the queue has come to work: a request that waits for such a person is to be given again. `version`: the
 * record's, when they came. A choice that was asked for after it has seen them; one that was asked for before may not.
 */
export function offerAgain(
  policy: CasePolicy,
  before: ConversationState,
  { version }: PersonArrived,
  at: Instant,
): Move | null {
  if (before.stage !== 'waiting' || before.giving === undefined) return null;
  if (before.giving.choosing && version !== before.version) return null;
  const { giving } = givingAt(policy, before.queue, { at, told: before.giving.told });
  if (giving?.choosing !== true) return null;
  const state = moved(before, at, { giving });
  return { state, at, says: [], notifies: [], entries: [], next: stepsAhead(policy, state) };
}
