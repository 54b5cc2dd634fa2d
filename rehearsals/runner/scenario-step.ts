// Owns one step of a scenario file: its keys and their forms. Refuses to resolve its time or to fill in names.
import { isObject, type Json, type JsonObject, kindOf } from './json.ts';
import { readExpectation } from './scenario-expect.ts';
import { type Method, scenarioError, type ScenarioError, type Step } from './scenario.ts';
import type { SourcePath, YamlSource } from './yaml-source.ts';

const METHODS: Readonly<Record<string, Method>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
};
const KEYS = ['at', 'as', ...Object.keys(METHODS), 'body', 'headers', 'file', 'save', 'expect'];

export type StepSource = { file: string; source: YamlSource; index: number; value: Json };

/** The error of a step, at the line of one of its parts. */
export type Complain = (path: SourcePath, problem: string) => ScenarioError;

/** @throws ScenarioError naming file, step and line */
export function readStep({ file, source, index, value }: StepSource): Step {
  const complain: Complain = (path, problem) =>
    scenarioError(file, source.lineOf(['steps', index, ...path]), index + 1, problem);
  if (!isObject(value)) throw complain([], `a step is a map, not ${kindOf(value)}`);
  for (const key of Object.keys(value)) {
    if (!KEYS.includes(key)) throw complain([key], `unknown key "${key}"; known are ${KEYS.join(', ')}`);
  }
  const { method, path } = readMethod(value, complain);
  const step: Step = {
    number: index + 1,
    line: source.lineOf(['steps', index]),
    at: text(value, 'at', complain),
    atLine: source.lineOf(['steps', index, 'at']),
    method,
    path,
    as: value.as === undefined || value.as === null ? null : readPersona(value, complain),
    headers: readHeaders(value.headers, complain),
    save: readSave(value.save, complain),
    expect: readExpectation(value.expect, complain),
    ...(value.body === undefined ? {} : { body: value.body }),
    ...(value.file === undefined ? {} : { file: text(value, 'file', complain) }),
  };
  checkTogether(step, complain);
  return step;
}

function readMethod(value: JsonObject, complain: Complain): { method: Method; path: string } {
  const named = Object.keys(METHODS).filter((key) => key in value);
  const [key, second] = named;
  if (key === undefined) throw complain([], `no method: one of ${Object.keys(METHODS).join(', ')} with a path`);
  if (second !== undefined) throw complain([second], `two methods, ${key} and ${second}; a step is one request`);
  const path = text(value, key, complain);
  if (!path.startsWith('/') && !path.startsWith('${')) throw complain([key], `the path "${path}" must begin with /`);
  return { method: METHODS[key] as Method, path };
}

function readPersona(value: JsonObject, complain: Complain): string {
  const persona = text(value, 'as', complain);
  if (/^customer(:.*)?$/.test(persona) && !/^customer(:[^\s:]+)?$/.test(persona)) {
    throw complain(['as'], `"${persona}" is no persona; write customer or customer:<name>`);
  }
  return persona;
}

function readHeaders(value: Json | undefined, complain: Complain): Record<string, Json> {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw complain(['headers'], '"headers" must be a map of name to value');
  for (const [name, header] of Object.entries(value)) {
    if (header === null || typeof header === 'object')
      throw complain(['headers', name], `the header "${name}" must be text`);
  }
  return value;
}

function readSave(value: Json | undefined, complain: Complain): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw complain(['save'], '"save" must be a map of name to JSONPath, such as { id: $.id }');
  for (const [name, path] of Object.entries(value)) {
    if (!/^[A-Za-z_][\w-]*$/.test(name)) throw complain(['save', name], `"${name}" cannot be a name`);
    if (typeof path !== 'string' || !path.startsWith('$')) {
      throw complain(['save', name], `"${name}" needs a JSONPath such as $.id`);
    }
  }
  return value as Record<string, string>;
}

function checkTogether(step: Step, complain: Complain): void {
  if (step.method === 'GET' && step.body !== undefined) throw complain(['body'], 'a get sends no body');
  if (step.file !== undefined && step.method !== 'POST' && step.method !== 'PUT') {
    throw complain(['file'], 'a file is sent with post or put');
  }
  if (step.file !== undefined && step.body !== undefined && !isObject(step.body)) {
    throw complain(['body'], 'beside a file the body is a map of form fields');
  }
}

/** A part of the step that must be text. */
function text(value: JsonObject, key: string, complain: Complain): string {
  const found = value[key];
  if (typeof found === 'string' && found.trim() !== '') return found.trim();
  throw complain([key], found === undefined ? `"${key}" is missing` : `"${key}" must be text, not ${kindOf(found)}`);
}
