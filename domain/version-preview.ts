import type { Instant } from './calendar/instant.ts';
import type { AnyProcess } from './process.ts';
import type { Program } from './program.ts';
import { announced, type AnnouncedStep, type NextStep } from './timetable.ts';

/** The rules and the state of an open case. `ahead`: its steps, where more than its state decides about them. */
export type CaseToPreview = {
  process: AnyProcess;
  policy: object;
  state: never;
  ahead?: (policy: object) => readonly AnnouncedStep[];
};

/** A case's steps by its own rules and by those of a version; `after` is null if the version cannot hold the case. */
export type PreviewedCase = { before: NextStep[]; after: NextStep[] | null };

/** What a version would do to an open case; `null` when its steps would stay as they are. */
export function previewOf(one: CaseToPreview, program: Program, now: Instant): PreviewedCase | null {
  const { before, after } = stepsBeforeAndAfter(one, program, now);
  return after !== null && isSame(before, after) ? null : { before, after };
}

/** The steps of an open case by its own rules and by a version's. */
export function stepsBeforeAndAfter(one: CaseToPreview, program: Program, now: Instant): PreviewedCase {
  const policy = one.process.policy(program);
  return {
    before: stepsBy(one, one.policy, now) ?? [],
    after: policy === undefined ? null : stepsBy(one, policy, now),
  };
}

// A version without the case's queue, category or ticket type throws a RangeError where a rule looks for it.
function stepsBy({ process, state, ahead }: CaseToPreview, policy: object, now: Instant): NextStep[] | null {
  try {
    const followed = process.followed?.(policy, state, now).at(-1)?.state ?? state;
    return announced(ahead?.(policy) ?? process.next(policy, followed), now);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function isSame(one: readonly NextStep[], other: readonly NextStep[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
