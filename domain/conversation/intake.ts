import type { Instant } from '../calendar/instant.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { TextReference, TimelineEntry } from '../timetable.ts';
import {
  type Identification,
  identificationCheck,
  identificationFrom,
  identificationQuestion,
} from './identification.ts';
import { givingAt, toldOfWaiting } from './giving.ts';
import { stepsAhead } from './ladder.ts';
import { type CategoryPolicy, type ConversationPolicy, categoryPolicy, queuePolicy } from './policy.ts';
import { type ConversationState, ladderBegins, type Move } from './state.ts';

/** The input that the intake waits for. */
export type IntakeStep = 'identification' | 'category';

/** An intake's progress. `answers` counts the customer's messages so far. */
export type IntakeStanding = { step: IntakeStep; answers: number };

export type IntakeInput =
  | { kind: 'text'; text: string }
  | { kind: 'choice'; choice: string }
  | { kind: 'attachment'; caption: string };

export type Say = TextReference & { choices?: 'categories' };

type Continues = { kind: 'continue'; step: IntakeStep; says: readonly Say[]; identification?: Identification };

/** The result of an input: the next step with the bot's texts, the chosen category, or one to be assumed. */
export type IntakeResult =
  | Continues
  | { kind: 'chosen'; category: CategoryPolicy }
  | { kind: 'assumed'; identification?: Identification };

/** The step with which an intake begins: a program without a question for a number begins with the categories. */
export function firstStep(policy: ConversationPolicy): IntakeStep {
  return identificationQuestion(policy) === null ? 'category' : 'identification';
}

/** CDEK-01, CDEK-04: the banner and the question are bot messages of their own. */
export function openingSays(policy: ConversationPolicy): Say[] {
  const greeting: Say[] = policy.greeting.map((text) => ({ text }));
  return firstStep(policy) === 'category' ? [...greeting, categorySay(policy)] : greeting;
}

/** CDEK-06: the categories, as buttons. */
export function categorySay(policy: ConversationPolicy): Say {
  return { text: policy.categoryPrompt, choices: 'categories' };
}

/**
 * Takes one input of the customer. A choice that is not on the screen is refused. Other input is kept and answered,
 * until the bot has asked often enough (CDEK-06).
 */
export function takeIntakeInput(
  policy: ConversationPolicy,
  { step, answers }: IntakeStanding,
  input: IntakeInput,
): IntakeResult | Refusal {
  if (input.kind === 'choice') return choose(policy, step, input.choice);
  const { kind, says, step: next, ...identified } = answered(policy, step, input);
  if (policy.intake !== null && answers + 1 >= policy.intake.answers) return { kind: 'assumed', ...identified };
  return { kind, step: next, says, ...identified };
}

function answered(
  policy: ConversationPolicy,
  step: IntakeStep,
  input: Exclude<IntakeInput, { kind: 'choice' }>,
): Continues {
  if (step === 'category') return { kind: 'continue', step, says: [categorySay(policy)] };
  const text = input.kind === 'attachment' ? input.caption : input.text;
  // A file alone holds no number; its caption may.
  const identification = text === '' ? null : identificationFrom(text, identificationCheck(policy));
  if (identification === null) {
    return { kind: 'continue', step, says: policy.greeting.slice(-1).map((text) => ({ text })) };
  }
  return { kind: 'continue', step: 'category', says: [categorySay(policy)], identification };
}

function choose(policy: ConversationPolicy, step: IntakeStep, choice: string): IntakeResult | Refusal {
  const category = categoryPolicy(policy, choice);
  if (category === undefined) return refusal('choice-unknown', 'there is no such choice');
  if (step !== 'category') return refusal('choice-not-offered', 'a category can be chosen after the identification');
  return { kind: 'chosen', category };
}

/** The customer has chosen the category. */
export function beginRequest(policy: ConversationPolicy, category: CategoryPolicy, at: Instant): Move {
  const rule = policy.rules['category-chosen'];
  const details = { category: category.category };
  return beginsToWait(policy, category, { since: at, at }, { what: 'category-chosen', by: 'customer', rule, details });
}

/**
 * The request begins to wait, its first role is told and the customer gets an acknowledgement (CDEK-07, 09). Its ladder
 * counts from `since`, which is before `at` after an outage.
 */
export function beginsToWait(
  policy: ConversationPolicy,
  category: CategoryPolicy,
  { since, at }: { since: Instant; at: Instant },
  cause: Omit<TimelineEntry, 'at'>,
): Move {
  const { role } = queuePolicy(policy, category.queue);
  const state: ConversationState = {
    version: 1,
    movedAt: at,
    stage: 'waiting',
    category: category.category,
    queue: category.queue,
    visitedQueues: [category.queue],
    ladderRun: 1,
    ...ladderBegins(role, since),
    ...givingAt(policy, category.queue, { at, told: false }),
    closedAt: null,
    disposition: null,
    dispositionNoteId: null,
  };
  return {
    state,
    at,
    says: [{ text: policy.acknowledgement }],
    notifies: toldOfWaiting(state, [{ kind: 'new', roles: [role] }]),
    entries: [{ at, ...cause }],
    next: stepsAhead(policy, state),
    entersQueue: category.queue,
  };
}
