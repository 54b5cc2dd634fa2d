import type { Instant } from '../calendar/instant.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { TextReference, TimelineEntry } from '../timetable.ts';
import { givingAt, toldOfWaiting } from './giving.ts';
import { stepsAhead } from './ladder.ts';
import { type CategoryPolicy, type ConversationPolicy, categoryPolicy, queuePolicy } from './policy.ts';
import { answerFrom, type GivenAnswer, type IntakeQuestion, nextQuestion, withAnswer } from './questions.ts';
import { type ConversationState, ladderBegins, type Move } from './state.ts';

/** The input that the intake waits for: the answer to a question, or a category. */
export type IntakeStep = 'identification' | 'category';

/**
 * An intake's progress. `answers` counts the customer's messages so far, `wrongAnswers` those of them that answered no
 * question; `given` are the answers.
 */
export type IntakeStanding = {
  step: IntakeStep;
  answers: number;
  wrongAnswers: number;
  given: readonly GivenAnswer[];
};

export type IntakeInput =
  | { kind: 'text'; text: string }
  | { kind: 'choice'; choice: string }
  | { kind: 'attachment'; caption: string };

export type Say = TextReference & { choices?: 'categories' };

type Continues = { kind: 'continue'; step: IntakeStep; says: readonly Say[]; answer?: GivenAnswer };

/** The result of an input: the next step with the bot's texts, the chosen category, or one to be assumed. */
export type IntakeResult =
  | Continues
  | { kind: 'chosen'; category: CategoryPolicy }
  | { kind: 'assumed'; answer?: GivenAnswer };

/** The step with which an intake begins: a program without questions begins with the categories. */
export function firstStep(policy: ConversationPolicy): IntakeStep {
  return nextQuestion(policy, []) === null ? 'category' : 'identification';
}

/** CDEK-01, CDEK-04: the banner and the question are bot messages of their own. */
export function openingSays(policy: ConversationPolicy): Say[] {
  const greeting: Say[] = policy.greeting.map((text) => ({ text }));
  const question = nextQuestion(policy, []);
  if (question === null) return [...greeting, categorySay(policy)];
  return question.prompt === undefined ? greeting : [...greeting, { text: question.prompt }];
}

/** CDEK-06: the categories, as buttons. */
export function categorySay(policy: ConversationPolicy): Say {
  return { text: policy.categoryPrompt, choices: 'categories' };
}

/** What the bot says to get what it waits for. A question without a text of its own is the end of the greeting. */
function asks(policy: ConversationPolicy, question: IntakeQuestion | null): Say[] {
  if (question === null) return [categorySay(policy)];
  if (question.prompt !== undefined) return [{ text: question.prompt }];
  return policy.greeting.slice(-1).map((text) => ({ text }));
}

/**
 * Takes one input of the customer. A choice that is not on the screen is refused. Other input is kept and answered,
 * until the bot has asked often enough (CDEK-06).
 */
export function takeIntakeInput(
  policy: ConversationPolicy,
  standing: IntakeStanding,
  input: IntakeInput,
): IntakeResult | Refusal {
  // A version published meanwhile may have taken the question away.
  const question = standing.step === 'category' ? null : nextQuestion(policy, standing.given);
  if (input.kind === 'choice') return choose(policy, question, input.choice);
  const text = input.kind === 'attachment' ? input.caption : input.text;
  // A file alone holds no answer; its caption may.
  const answer = question === null || text === '' ? null : answerFrom(policy, question, text);
  const answered = answer === null ? {} : { answer };
  if (isOver(policy, standing, answer)) return { kind: 'assumed', ...answered };
  const next = answer === null ? question : nextQuestion(policy, withAnswer(standing.given, answer));
  const step = next === null ? 'category' : 'identification';
  return { kind: 'continue', step, says: asks(policy, next), ...answered };
}

function isOver(
  { intake }: ConversationPolicy,
  { answers, wrongAnswers }: IntakeStanding,
  answer: GivenAnswer | null,
): boolean {
  if (intake === null) return false;
  const { wrongAnswers: most = Infinity } = intake;
  return answers + 1 >= intake.answers || (answer === null && wrongAnswers + 1 >= most);
}

function choose(policy: ConversationPolicy, question: IntakeQuestion | null, choice: string): IntakeResult | Refusal {
  const category = categoryPolicy(policy, choice);
  if (category === undefined) return refusal('choice-unknown', 'there is no such choice');
  if (question !== null) return refusal('choice-not-offered', 'a category can be chosen after the identification');
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
