// Owns the dialogue before there is a request: greeting, identification, category. Refuses to store or to send.
import type { Instant } from '../calendar/instant.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { TextReference } from '../timetable.ts';
import { type Identification, identificationFrom } from './identification.ts';
import { escalationTimetable } from './ladder.ts';
import { type CategoryPolicy, type ConversationPolicy, categoryPolicy, queuePolicy } from './policy.ts';
import type { ConversationState, Move } from './state.ts';

/** What the intake waits for. */
export type IntakeStep = 'identification' | 'category';

export type IntakeInput = { kind: 'text'; text: string } | { kind: 'choice'; choice: string } | { kind: 'attachment' };

export type Say = TextReference & { choices?: 'categories' };

/** What an input leads to: the next step with what the bot says, or the chosen category. */
export type IntakeResult =
  | { kind: 'continue'; step: IntakeStep; says: readonly Say[]; identification?: Identification }
  | { kind: 'chosen'; category: CategoryPolicy };

/** CDEK-01, CDEK-04: the banner and the question are bot messages of their own. */
export function openingSays(policy: ConversationPolicy): Say[] {
  return policy.greeting.map((text) => ({ text }));
}

/** CDEK-06: the categories, as buttons. */
export function categorySay(policy: ConversationPolicy): Say {
  return { text: policy.categoryPrompt, choices: 'categories' };
}

/** One input of the customer. A choice that is not on the screen is refused, everything else is kept and answered. */
export function takeIntakeInput(
  policy: ConversationPolicy,
  step: IntakeStep,
  input: IntakeInput,
): IntakeResult | Refusal {
  if (input.kind === 'choice') return choose(policy, step, input.choice);
  if (step === 'category') return { kind: 'continue', step, says: [categorySay(policy)] };
  if (input.kind === 'attachment') {
    return { kind: 'continue', step, says: policy.greeting.slice(-1).map((text) => ({ text })) };
  }
  const identification = identificationFrom(input.text);
  return { kind: 'continue', step: 'category', says: [categorySay(policy)], identification };
}

function choose(policy: ConversationPolicy, step: IntakeStep, choice: string): IntakeResult | Refusal {
  const category = categoryPolicy(policy, choice);
  if (category === undefined) return refusal('choice-unknown', 'there is no such choice');
  if (step !== 'category') return refusal('choice-not-offered', 'a category can be chosen after the identification');
  return { kind: 'chosen', category };
}

/** The category is chosen: the request begins to wait, its first role is told, the customer is answered (CDEK-07, 09). */
export function beginRequest(policy: ConversationPolicy, category: CategoryPolicy, at: Instant): Move {
  const { role } = queuePolicy(policy, category.queue);
  const rule = policy.rules['category-chosen'];
  const state: ConversationState = {
    version: 1,
    movedAt: at,
    stage: 'waiting',
    category: category.category,
    queue: category.queue,
    visitedQueues: [category.queue],
    ladderRun: 1,
    waitingSince: at,
    stepsTaken: 0,
    lastStepAt: null,
    addressedRoles: [role],
    overdue: false,
    assignee: null,
    closedAt: null,
    disposition: null,
    dispositionNoteId: null,
  };
  return {
    state,
    at,
    says: [{ text: policy.acknowledgement }],
    notifies: [{ kind: 'new', roles: [role] }],
    entries: [{ at, what: 'category-chosen', by: 'customer', rule, details: { category: category.category } }],
    next: escalationTimetable(policy, state),
    entersQueue: category.queue,
  };
}
