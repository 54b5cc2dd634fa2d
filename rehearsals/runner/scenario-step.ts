// After a mistake reading continues with a harmless value, so that the rest of the step is checked too.
import { isObject, type Json, type JsonObject, kindOf } from './json.ts';
import { readExpectation } from './scenario-expect.ts';
import type { Method, Mistakes, Step } from './scenario.ts';
import type { SourcePath, YamlSource } from './yaml-source.ts';

const METHODS: Readonly<Record<string, Method>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
};
const KEYS = ['at', 'as', ...Object.keys(METHODS), 'body', 'headers', 'file', 'save', 'expect'];

export type StepSource = { source: YamlSource; index: number; value: Json; mistakes: Mistakes };

/** Notes a mistake of a step, at the line of one of its parts. */
export type Complain = (path: SourcePath, problem: string) => void;

/** Reads a step; its faults go to `mistakes`. */
export function readStep({ source, index, value, mistakes }: StepSource): Step {
  const lineOf = (path: SourcePath) => source.lineOf(['steps', index, ...path]);
  const complain: Complain = (path, problem) => mistakes.add(lineOf(path), index + 1, problem);
  const place = { number: index + 1, line: lineOf([]), atLine: lineOf(['at']) };
  if (isObject(value)) return { ...place, ...readParts(value, complain) };
  complain([], `a step is a map, not ${kindOf(value)}`);
  return { ...place, at: '', method: 'GET', path: '/', as: null, headers: {}, save: {}, expect: { status: [] } };
}

function readParts(value: JsonObject, complain: Complain): Omit<Step, 'number' | 'line' | 'atLine'> {
  for (const key of Object.keys(value)) {
    if (!KEYS.includes(key)) complain([key], `unknown key "${key}"; known are ${KEYS.join(', ')}`);
  }
  const method = readMethod(value, complain);
  const parts = {
    at: text(value, 'at', complain),
    method: method === null ? 'GET' : (METHODS[method] as Method),
    path: method === null ? '/' : readPath(value, method, complain),
    as: value.as === undefined || value.as === null ? null : readPersona(value, complain),
    headers: readHeaders(value.headers, complain),
    save: readSave(value.save, complain),
    expect: readExpectation(value.expect, complain),
    ...(value.body === undefined ? {} : { body: value.body }),
    ...(value.file === undefined ? {} : { file: text(value, 'file', complain) }),
  };
  if (method !== null) checkTogether(parts, complain);
  return parts;
}

function readMethod(value: JsonObject, complain: Complain): string | null {
  const [key, second] = Object.keys(METHODS).filter((method) => method in value);
  if (key === undefined) complain([], `no method: one of ${Object.keys(METHODS).join(', ')} with a path`);
  if (second !== undefined) complain([second], `two methods, ${key} and ${second}; a step is one request`);
  return key ?? null;
}

function readPath(value: JsonObject, method: string, complain: Complain): string {
  const path = text(value, method, complain);
  const isPath = path === '' || path.startsWith('/') || path.startsWith('${');
  if (!isPath) complain([method], `the path "${path}" must begin with /`);
  return path;
}

function readPersona(value: JsonObject, complain: Complain): string {
  const persona = text(value, 'as', complain);
  if (/^customer(:.*)?$/.test(persona) && !/^customer(:[^\s:]+)?$/.test(persona)) {
    complain(['as'], `"${persona}" is no persona; write customer or customer:<name>`);
  }
  return persona;
}

function readHeaders(value: Json | undefined, complain: Complain): Record<string, Json> {
  if (value === undefined || value === null) return {};
  const headers = mapAt(value, 'headers', '"headers" must be a map of name to value', complain);
  for (const [name, header] of Object.entries(headers)) {
    if (header === null || typeof header === 'object') complain(['headers', name], `the header "${name}" must be text`);
  }
  return headers;
}

function readSave(value: Json | undefined, complain: Complain): Record<string, string> {
  if (value === undefined || value === null) return {};
  const save = mapAt(value, 'save', '"save" must be a map of name to JSONPath, such as { id: $.id }', complain);
  for (const [name, path] of Object.entries(save)) {
    if (!/^[A-Za-z_][\w-]*$/.test(name)) complain(['save', name], `"${name}" cannot be a name`);
    if (typeof path !== 'string' || !path.startsWith('$')) {
      complain(['save', name], `"${name}" needs a JSONPath such as $.id`);
    }
  }
  return save as Record<string, string>;
}

/** The map, or an empty one after a complaint. */
function mapAt(value: Json, key: string, problem: string, complain: Complain): JsonObject {
  if (isObject(value)) return value;
  complain([key], problem);
  return {};
}

function checkTogether(step: Pick<Step, 'method' | 'body' | 'file'>, complain: Complain): void {
  if (step.method === 'GET' && step.body !== undefined) complain(['body'], 'a get sends no body');
  if (step.file !== undefined && step.method !== 'POST' && step.method !== 'PUT') {
    complain(['file'], 'a file is sent with post or put');
  }
  if (step.file !== undefined && step.body !== undefined && !isObject(step.body)) {
    complain(['body'], 'beside a file the body is a map of form fields');
  }
}

/** A text part of the step; an empty text after a complaint. */
function text(value: JsonObject, key: string, complain: Complain): string {
  const found = value[key];
  if (typeof found === 'string' && found.trim() !== '') return found.trim();
  complain([key], found === undefined ? `"${key}" is missing` : `"${key}" must be text, not ${kindOf(found)}`);
  return '';
}
