import { type Instant, later } from '../calendar/instant.ts';
import { isWithinWorkingHours, nextOpening } from '../calendar/working-hours.ts';
import { byTime, type PlannedStep, type TimelineEntry } from '../timetable.ts';
import { givingAt, isBeingGiven, isPushed } from './giving.ts';
import { type CasePolicy, type LadderStep, queuePolicy } from './policy.ts';
import { type ConversationState, type Move, moved } from './state.ts';

/** The names of steps in timetables; stable, part of the API. */
export type StepName = 'escalation' | 'no-answer-text' | 'waiting-notice' | 'announcement-at-opening';

/** Careline gives the request to a person. No timer waits for it: it follows the case's moves. */
export const GIVING_STEP = 'assignment';

/**
 * The steps still ahead of a waiting request, earliest first: the rest of its ladder and the next opening. The list is
 * never empty while it waits, so a waiting request always has a next action; otherwise it is empty. At one instant the
 * ladder comes first, so that the roles it addresses hear the announcement too.
 * Source: CDEK-13 to CDEK-16; both ladder steps count from the moment it began to wait.
 */
export function escalationTimetable(policy: CasePolicy, state: ConversationState): PlannedStep[] {
  if (state.stage !== 'waiting') return [];
  const steps = rungsAhead(policy, state).map((step) => planned(policy, state, step));
  const opening = announcement(policy, state.lastStepAt ?? state.waitingSince);
  return byTime([...steps, opening]);
}

/** The same for readers, with when Careline will try to give the request to a person. */
export function stepsAhead(policy: CasePolicy, state: ConversationState): PlannedStep[] {
  const steps = escalationTimetable(policy, state);
  const give = (at: Instant): PlannedStep => ({ at, what: GIVING_STEP, rule: policy.rules.assigned });
  if (isBeingGiven(policy, state)) return [give(state.movedAt), ...steps];
  if (state.giving === undefined || !isPushed(policy, state.queue)) return steps;
  const isOpening = ({ what }: PlannedStep) => what === ('announcement-at-opening' satisfies StepName);
  return steps.flatMap((step) => (isOpening(step) ? [step, give(step.at)] : [step]));
}

export function rungsAhead(policy: CasePolicy, { queue, stepsTaken }: ConversationState): readonly LadderStep[] {
  return queuePolicy(policy, queue).ladder.slice(stepsTaken);
}

function planned(policy: CasePolicy, state: ConversationState, step: LadderStep): PlannedStep {
  const at = later(state.waitingSince, step.after);
  if (step.kind === 'escalate') return { at, what: 'escalation' satisfies StepName, rule: step.rule };
  if (step.kind === 'notify') return { at, what: 'waiting-notice' satisfies StepName, rule: step.rule };
  return { at, what: 'no-answer-text' satisfies StepName, rule: spoken(policy, step, at).rule };
}

function announcement(policy: CasePolicy, after: Instant): PlannedStep {
  const at = nextOpening(policy.workingHours, after);
  return { at, what: 'announcement-at-opening' satisfies StepName, rule: policy.rules.announcement };
}

// CDEK-16: the hour of sending decides the text. A running system sends when due, give or take seconds that do not
// count (`countedInstant`). After an outage the later hour decides.
function spoken(policy: CasePolicy, step: Extract<LadderStep, { kind: 'say' }>, at: Instant) {
  return isWithinWorkingHours(policy.workingHours, at) ? step.inHours : step.outOfHours;
}

/**
 * Takes the due step. `now` is when it is really taken. After an outage every missed ladder step is taken late, but
 * missed openings are announced only once.
 */
export function takeStep(policy: CasePolicy, state: ConversationState, now: Instant): Move {
  const [step] = rungsAhead(policy, state);
  const taken = moved(state, now);
  const isOpening = escalationTimetable(policy, state)[0]?.what === ('announcement-at-opening' satisfies StepName);
  if (step === undefined || isOpening) return announce(policy, openedAgain(policy, taken, now), now);
  const advanced = { ...taken, stepsTaken: state.stepsTaken + 1 };
  if (step.kind === 'notify') return notify(policy, advanced, step, now);
  return step.kind === 'escalate' ? escalate(policy, advanced, step, now) : say(policy, advanced, step, now);
}

/** The roles that this run of the ladder has told so far without offering them the request. */
export function rolesTold(policy: CasePolicy, { queue, stepsTaken }: ConversationState): string[] {
  const taken = queuePolicy(policy, queue).ladder.slice(0, stepsTaken);
  return [...new Set(taken.flatMap((step) => (step.kind === 'notify' ? step.to : [])))];
}

type Escalate = Extract<LadderStep, { kind: 'escalate' }>;

export function addressed(before: ConversationState, { to, overdue }: Escalate): ConversationState {
  const fresh = to.filter((role) => !before.addressedRoles.includes(role));
  return { ...before, addressedRoles: [...before.addressedRoles, ...fresh], overdue: before.overdue || overdue };
}

export function escalation({ rule, to }: Escalate, at: Instant): TimelineEntry {
  return { at, what: 'escalated', by: 'careline', rule, details: { to } };
}

function escalate(policy: CasePolicy, before: ConversationState, step: Escalate, at: Instant): Move {
  const state = addressed(before, step);
  return {
    state,
    at,
    says: [],
    notifies: [{ kind: step.overdue ? 'overdue' : 'new', roles: step.to }],
    entries: [escalation(step, at)],
    next: stepsAhead(policy, state),
  };
}

type NotifyStep = Extract<LadderStep, { kind: 'notify' }>;

function notify(policy: CasePolicy, state: ConversationState, { to, rule }: NotifyStep, at: Instant): Move {
  return {
    state,
    at,
    says: [],
    notifies: [{ kind: 'still-waiting', roles: to }],
    entries: [{ at, what: 'waiting-notice-sent', by: 'careline', rule, details: { to } }],
    next: stepsAhead(policy, state),
  };
}

type Say = Extract<LadderStep, { kind: 'say' }>;

function say(policy: CasePolicy, state: ConversationState, step: Say, at: Instant): Move {
  const { text, rule } = spoken(policy, step, at);
  return {
    state,
    at,
    says: [{ text }],
    notifies: [],
    entries: [{ at, what: 'no-answer-text-sent', by: 'careline', rule, details: { text } }],
    next: stepsAhead(policy, state),
  };
}

function openedAgain(policy: CasePolicy, before: ConversationState, at: Instant): ConversationState {
  const { giving: _, ...state } = before;
  return { ...state, lastStepAt: at, ...givingAt(policy, state.queue, { at, told: true }) };
}

function announce(policy: CasePolicy, state: ConversationState, at: Instant): Move {
  const rule = policy.rules.announcement;
  return {
    state,
    at,
    says: [],
    notifies: [{ kind: 'waiting-at-opening', roles: state.addressedRoles }],
    entries: [{ at, what: 'announced-at-opening', by: 'careline', rule, details: { to: state.addressedRoles } }],
    next: stepsAhead(policy, state),
  };
}
