// Owns the escalation ladder: which step a waiting request takes next, when, and what that step does.
import { type Instant, later } from '../calendar/instant.ts';
import { isWithinWorkingHours, nextOpening } from '../calendar/working-hours.ts';
import type { PlannedStep } from '../timetable.ts';
import { type CasePolicy, type LadderStep, queuePolicy } from './policy.ts';
import type { ConversationState, Move } from './state.ts';

/** What a step is called in timetables; stable, part of the API. */
export type StepName = 'escalation' | 'no-answer-text' | 'announcement-at-opening';

/**
 * The dated steps still ahead of a waiting request: the rest of its ladder, then the next opening. Never empty while
 * it waits, empty otherwise, so a waiting request always has a next action.
 * Source: CDEK-13 to CDEK-16; both ladder steps count from the moment it began to wait.
 */
export function escalationTimetable(policy: CasePolicy, state: ConversationState): PlannedStep[] {
  if (state.stage !== 'waiting') return [];
  const { ladder } = queuePolicy(policy, state.queue);
  const steps = ladder.slice(state.stepsTaken).map((step) => planned(policy, state, step));
  const last = steps.at(-1)?.at ?? state.lastStepAt ?? state.waitingSince;
  return [...steps, announcement(policy, last)];
}

function planned(policy: CasePolicy, state: ConversationState, step: LadderStep): PlannedStep {
  const at = later(state.waitingSince, step.after);
  if (step.kind === 'escalate') return { at, what: 'escalation' satisfies StepName, rule: step.rule };
  return { at, what: 'no-answer-text' satisfies StepName, rule: spoken(policy, step, at).rule };
}

function announcement(policy: CasePolicy, after: Instant): PlannedStep {
  const at = nextOpening(policy.workingHours, after);
  return { at, what: 'announcement-at-opening' satisfies StepName, rule: policy.rules.announcement };
}

// CDEK-16: the hour at which the text is said decides. A running house says it when it is due, give or take seconds that
// count for nothing (`countedInstant`); one that was down says it late, and the late hour decides.
function spoken(policy: CasePolicy, step: Extract<LadderStep, { kind: 'say' }>, at: Instant) {
  return isWithinWorkingHours(policy.workingHours, at) ? step.inHours : step.outOfHours;
}

/**
 * Takes the step that is due. `now` is when it is really taken: a process that was down takes its ladder steps late
 * but all of them, and announces a missed opening once, not once per opening missed.
 */
export function takeStep(policy: CasePolicy, state: ConversationState, now: Instant): Move {
  const { ladder } = queuePolicy(policy, state.queue);
  const step = ladder[state.stepsTaken];
  const taken = { ...state, version: state.version + 1, movedAt: now };
  if (step === undefined) return announce(policy, { ...taken, lastStepAt: now }, now);
  const due = later(state.waitingSince, step.after);
  const advanced = { ...taken, stepsTaken: state.stepsTaken + 1, lastStepAt: due };
  return step.kind === 'escalate' ? escalate(policy, advanced, step, now) : say(policy, advanced, step, now);
}

type Escalate = Extract<LadderStep, { kind: 'escalate' }>;

function escalate(policy: CasePolicy, before: ConversationState, step: Escalate, at: Instant): Move {
  const fresh = step.to.filter((role) => !before.addressedRoles.includes(role));
  const state = {
    ...before,
    addressedRoles: [...before.addressedRoles, ...fresh],
    overdue: before.overdue || step.overdue,
  };
  return {
    state,
    at,
    says: [],
    notifies: [{ kind: step.overdue ? 'overdue' : 'new', roles: step.to }],
    entries: [{ at, what: 'escalated', by: 'careline', rule: step.rule, details: { to: step.to } }],
    next: escalationTimetable(policy, state),
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
    next: escalationTimetable(policy, state),
  };
}

function announce(policy: CasePolicy, state: ConversationState, at: Instant): Move {
  const rule = policy.rules.announcement;
  return {
    state,
    at,
    says: [],
    notifies: [{ kind: 'waiting-at-opening', roles: state.addressedRoles }],
    entries: [{ at, what: 'announced-at-opening', by: 'careline', rule, details: { to: state.addressedRoles } }],
    next: escalationTimetable(policy, state),
  };
}
