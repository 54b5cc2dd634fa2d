import { isObject, type JsonObject, kindOf } from './json.ts';
import { Mistakes, type Scenario, type Step } from './scenario.ts';
import { readStep } from './scenario-step.ts';
import { namesIn } from './fill.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

const KEYS = ['program', 'documents', 'start', 'steps'];

/**
 * Reads and checks a scenario. `checkTimes` checks the times of everything that could be read.
 * @throws ScenarioError with a line for every mistake, naming file, line and step
 */
export function parseScenario(
  file: string,
  text: string,
  checkTimes: (scenario: Scenario, mistakes: Mistakes) => void = () => {},
): Scenario {
  const source = readYaml(file, text);
  const mistakes = new Mistakes(file);
  const top = source.value;
  if (isObject(top)) {
    const scenario = readTop(file, source, top, mistakes);
    checkNames(scenario, mistakes);
    checkTimes(scenario, mistakes);
    mistakes.throwAny();
    return scenario;
  }
  return mistakes.refuse(1, `a scenario is a map with ${KEYS.join(', ')}`);
}

function readTop(file: string, source: YamlSource, top: JsonObject, mistakes: Mistakes): Scenario {
  const complain: ComplainOfTop = (key, problem) => mistakes.add(source.lineOf([key]), null, problem);
  for (const key of Object.keys(top)) {
    if (!KEYS.includes(key)) complain(key, `unknown key "${key}"; known are ${KEYS.join(', ')}`);
  }
  const steps = Array.isArray(top.steps) ? top.steps : [];
  if (steps.length === 0) complain('steps', '"steps" must be a list with at least one step');
  return {
    file,
    path: file,
    program: topText(top, 'program', complain),
    programLine: source.lineOf(['program']),
    documents: topTexts(top, 'documents', complain),
    documentsLine: source.lineOf(['documents']),
    start: topText(top, 'start', complain),
    startLine: source.lineOf(['start']),
    steps: steps.map((step, index) => readStep({ source, index, value: step, mistakes })),
  };
}

/** A list of texts that may be left out. */
function topTexts(top: JsonObject, key: string, complain: ComplainOfTop): string[] {
  const value = top[key];
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  complain(key, `"${key}" must be a list of folders`);
  return [];
}

type ComplainOfTop = (key: string, problem: string) => void;

/** The text, or an empty one after a complaint. */
function topText(top: JsonObject, key: string, complain: ComplainOfTop): string {
  const value = top[key];
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  complain(key, value === undefined ? `"${key}" is missing` : `"${key}" must be text, not ${kindOf(value)}`);
  return '';
}

/** A name used before a step saves it is a mistake of the file; it is reported now, not after minutes of play. */
function checkNames(scenario: Scenario, mistakes: Mistakes): void {
  const known = new Set<string>();
  for (const step of scenario.steps) {
    const saved = Object.keys(step.save);
    const { body = null, not = null, count = null, headers = null } = step.expect;
    const asked = namesIn(sentBy(step)).filter((name) => !known.has(name));
    // A step's own expectations may use what it saves, but its own request may not.
    const expected = namesIn([body, not, count, headers]).filter((name) => !known.has(name) && !saved.includes(name));
    for (const unknown of new Set([...asked, ...expected])) {
      mistakes.add(step.line, step.number, `\${${unknown}} is unknown: no step before this one saves it`);
    }
    for (const name of saved) known.add(name);
  }
}

function sentBy(step: Step) {
  return [step.path, step.as, step.body ?? null, { ...step.headers }, step.file ?? null, Object.values(step.save)];
}
