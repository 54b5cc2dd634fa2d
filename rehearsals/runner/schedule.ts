import { Mistakes, type Scenario, type Step } from './scenario.ts';
import { resolveAt, resolveStart, TimeExpressionError } from './time-expression.ts';

export type ScheduledStep = { step: Step; at: Date };
export type Schedule = { start: Date; zone: string; steps: readonly ScheduledStep[] };

/**
 * Gives every step of a scenario its instant.
 * @param zone the program's time zone, an IANA name
 * @param now the earliest allowed start
 * @throws ScenarioError for an unreadable time, a start in the past, a step before the start or out of order
 */
export function schedule(scenario: Scenario, zone: string, now: Date): Schedule {
  const mistakes = new Mistakes(scenario.file);
  const scheduled = scheduleOf(scenario, zone, now, mistakes);
  mistakes.throwAny();
  return scheduled;
}

/** The same, with mistakes noted in `mistakes`; an empty time has been reported already. */
export function scheduleOf(scenario: Scenario, zone: string, now: Date, mistakes: Mistakes): Schedule {
  const resolved = (line: number, step: number | null, expression: string, resolve: () => Date): Date | null =>
    expression === '' ? null : attempt(resolve, (problem) => mistakes.add(line, step, problem));
  const start = resolved(scenario.startLine, null, scenario.start, () => resolveStart(scenario.start, zone, now));
  let latest = start;
  let before = 'the start';
  const steps: ScheduledStep[] = [];
  for (const step of scenario.steps) {
    const at = resolved(step.atLine, step.number, step.at, () => resolveAt(step.at, zone, start ?? now));
    if (at === null) continue;
    steps.push({ step, at });
    // Without a start the order cannot be checked.
    if (latest === null) continue;
    if (at < latest) {
      const problem = `at "${step.at}" (${at.toISOString()}) is earlier than ${before} (${latest.toISOString()})`;
      mistakes.add(step.atLine, step.number, problem);
    } else [latest, before] = [at, `step ${step.number}`];
  }
  return { start: start ?? now, zone, steps };
}

function attempt(resolve: () => Date, complain: (problem: string) => void): Date | null {
  try {
    return resolve();
  } catch (error) {
    if (!(error instanceof TimeExpressionError)) throw error;
    complain(error.message);
    return null;
  }
}
