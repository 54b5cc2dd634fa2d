// Owns the top level of a scenario file: program, start, steps. Refuses to resolve times, names or files.
import { isObject, kindOf } from './json.ts';
import { type Scenario, scenarioError, type Step } from './scenario.ts';
import { readStep } from './scenario-step.ts';
import { namesIn } from './fill.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

const KEYS = ['program', 'start', 'steps'];

/**
 * Reads and checks a scenario. Times are checked for their form when the scenario is scheduled.
 * @throws ScenarioError naming file, step and line for the first mistake
 */
export function parseScenario(file: string, text: string): Scenario {
  const source = readYaml(file, text);
  const top = source.value;
  if (!isObject(top)) throw scenarioError(file, 1, null, `a scenario is a map with ${KEYS.join(', ')}`);
  for (const key of Object.keys(top)) {
    if (!KEYS.includes(key)) {
      throw scenarioError(file, source.lineOf([key]), null, `unknown key "${key}"; known are ${KEYS.join(', ')}`);
    }
  }
  const { steps } = top;
  if (!Array.isArray(steps) || steps.length === 0) {
    throw scenarioError(file, source.lineOf(['steps']), null, '"steps" must be a list with at least one step');
  }
  const scenario: Scenario = {
    file,
    path: file,
    program: topText(file, source, 'program', top.program),
    programLine: source.lineOf(['program']),
    start: topText(file, source, 'start', top.start),
    startLine: source.lineOf(['start']),
    steps: steps.map((step, index) => readStep({ file, source, index, value: step })),
  };
  checkNames(scenario);
  return scenario;
}

function topText(file: string, source: YamlSource, key: string, value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  const problem = value === undefined ? `"${key}" is missing` : `"${key}" must be text, not ${kindOf(value as never)}`;
  throw scenarioError(file, source.lineOf([key]), null, problem);
}

/** A name used before any step saves it is a mistake of the file; better said now than after minutes of play. */
function checkNames(scenario: Scenario): void {
  const known = new Set<string>();
  for (const step of scenario.steps) {
    const asked = namesIn(sentBy(step));
    const saved = Object.keys(step.save);
    // What a step saves is at hand for its own expectations, not for its own request.
    const expected = namesIn([
      step.expect.body ?? null,
      step.expect.not ?? null,
      step.expect.count ?? null,
      step.expect.headers ?? null,
    ]);
    const unknown =
      asked.find((name) => !known.has(name)) ?? expected.find((name) => !known.has(name) && !saved.includes(name));
    if (unknown !== undefined) {
      const problem = `\${${unknown}} is unknown: no step before this one saves it`;
      throw scenarioError(scenario.file, step.line, step.number, problem);
    }
    for (const name of saved) known.add(name);
  }
}

function sentBy(step: Step) {
  return [step.path, step.as, step.body ?? null, { ...step.headers }, step.file ?? null, Object.values(step.save)];
}
