// Owns when each step of a scenario happens. Refuses to play them and to read a clock.
import { type Scenario, scenarioError, type Step } from './scenario.ts';
import { resolveAt, resolveStart, TimeExpressionError } from './time-expression.ts';

export type ScheduledStep = { step: Step; at: Date };
export type Schedule = { start: Date; zone: string; steps: readonly ScheduledStep[] };

/**
 * Gives every step of a scenario its instant.
 * @param zone the program's time zone, an IANA name
 * @param now the earliest instant before which the start must not lie
 * @throws ScenarioError for a time that cannot be read, a start not ahead, a step before the start or out of order
 */
export function schedule(scenario: Scenario, zone: string, now: Date): Schedule {
  const { file } = scenario;
  const start = attempt(file, scenario.startLine, null, () => resolveStart(scenario.start, zone, now));
  let latest = start;
  let before = 'the start';
  const steps = scenario.steps.map((step) => {
    const at = attempt(file, step.atLine, step.number, () => resolveAt(step.at, zone, start));
    if (at < latest) {
      const problem = `at "${step.at}" (${at.toISOString()}) is earlier than ${before} (${latest.toISOString()})`;
      throw scenarioError(file, step.atLine, step.number, problem);
    }
    latest = at;
    before = `step ${step.number}`;
    return { step, at };
  });
  return { start, zone, steps };
}

function attempt<T>(file: string, line: number, step: number | null, resolve: () => T): T {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof TimeExpressionError) throw scenarioError(file, line, step, error.message);
    throw error;
  }
}
