import type { AnnouncedStep } from '../timetable.ts';
import type { ServicePackagePolicy } from './policy.ts';
import type { ServicePackageState } from './state.ts';
import { takeStep } from './steps.ts';
import { type PackageStep, packageTimetable } from './timetable.ts';

// A package of 62 visits ends after some hundred steps; more than this is a rule that goes in circles.
const MOST_STEPS = 1_000;

/**
 * All steps ahead and their consequences, without steps that an earlier one cancels. It runs the rules themselves
 * forward, so what is announced is what happens.
 * @throws Error when the rules do not come to an end
 */
export function packageNext(policy: ServicePackagePolicy, begin: ServicePackageState): AnnouncedStep[] {
  const steps: AnnouncedStep[] = [];
  let state = begin;
  for (;;) {
    const [step] = packageTimetable(policy, state);
    if (step === undefined) return steps;
    if (steps.length === MOST_STEPS) throw new Error(`the package still moves after ${MOST_STEPS} steps`);
    // A late step is taken after what has happened in the meantime.
    const at = step.at < state.movedAt ? state.movedAt : step.at;
    steps.push(announcedStep(step, at));
    state = takeStep(policy, state, at).at(-1)?.state ?? notTaken(step);
  }
}

function announcedStep(step: PackageStep, at: string): AnnouncedStep {
  const { what, rule, announcedFrom } = step;
  const said = { at, what, rule, subject: subjectOf(step) };
  return announcedFrom === undefined ? said : { ...said, announcedFrom };
}

/** The subject of a step: the key of a ticket, or the id of a payment or refund. */
export function subjectOf({ ticket, money }: PackageStep): string | null {
  return ticket ?? money ?? null;
}

function notTaken({ what }: PackageStep): never {
  throw new Error(`the step ${what} does nothing`);
}
