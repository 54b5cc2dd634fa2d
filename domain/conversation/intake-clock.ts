import { countedInstant } from '../calendar/counted-instant.ts';
import { type Instant, later } from '../calendar/instant.ts';
import type { PlannedStep, TimelineEntry } from '../timetable.ts';
import { beginsToWait } from './intake.ts';
import { categoryPolicy, type ConversationPolicy } from './policy.ts';
import type { Move } from './state.ts';

/** The names of steps in timetables; stable, part of the API. */
export type IntakeTimeStep = 'category-fallback' | 'intake-end';

/**
 * The times that an intake's clock uses. Instants are UTC; `firstMessageAt` is `null` before the customer has written.
 */
export type IntakeTimes = { openedAt: Instant; firstMessageAt: Instant | null };

/** The steps ahead of an intake, earliest first, including those of the request it would become. Source: CDEK-06. */
export function intakeTimetable(policy: ConversationPolicy, { openedAt, firstMessageAt }: IntakeTimes): PlannedStep[] {
  const { intake, rules } = policy;
  if (intake === null) return [];
  if (firstMessageAt === null) {
    const at = later(openedAt, intake.abandonedAfter);
    return [{ at, what: 'intake-end' satisfies IntakeTimeStep, rule: rules.abandoned }];
  }
  const at = later(firstMessageAt, intake.after);
  const { next } = assumeCategory(policy, 'time', { since: at, at });
  return [{ at, what: 'category-fallback' satisfies IntakeTimeStep, rule: rules['category-assumed'] }, ...next];
}

/**
 * Begins the request with the program's fallback category.
 * @throws RangeError when the policy names no such category: the program's data is wrong
 */
export function assumeCategory(
  policy: ConversationPolicy,
  because: 'answers' | 'time',
  when: { since: Instant; at: Instant },
): Move {
  const category = categoryPolicy(policy, policy.intake?.fallbackCategory ?? '');
  if (category === undefined) throw new RangeError(`the policy ${policy.version} has no category to fall back to`);
  const rule = policy.rules['category-assumed'];
  const details = { category: category.category, because };
  return beginsToWait(policy, category, when, { what: 'category-assumed', by: 'careline', rule, details });
}

/** The facts that decide an intake's due step. `latestAt` is its latest event. */
export type DueIntake = { answers: number; dueAt: Instant; latestAt: Instant };

export type IntakeOutcome = { kind: 'assumed'; move: Move } | { kind: 'abandoned'; entry: TimelineEntry };

/**
 * Takes the due step. After an outage it is late, but the ladder still counts from when it was due.
 * `null` where the program no longer has such a rule.
 */
export function takeIntakeStep(
  policy: ConversationPolicy,
  { answers, dueAt, latestAt }: DueIntake,
  now: Instant,
): IntakeOutcome | null {
  if (policy.intake === null) return null;
  const at = countedInstant(dueAt, latestAt, now);
  if (answers > 0) return { kind: 'assumed', move: assumeCategory(policy, 'time', { since: dueAt, at }) };
  return { kind: 'abandoned', entry: { at, what: 'abandoned', by: 'careline', rule: policy.rules.abandoned } };
}
