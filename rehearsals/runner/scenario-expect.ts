import { isObject, type Json, kindOf } from './json.ts';
import { isPattern, patternProblem } from './pattern.ts';
import type { Expectation } from './scenario.ts';
import type { Complain } from './scenario-step.ts';

const KEYS = ['status', 'body', 'not', 'count', 'headers'];

/** Reports unknown keys, and impossible statuses, counts and patterns. */
export function readExpectation(value: Json | undefined, complain: Complain): Expectation {
  if (value === undefined || value === null) return { status: [] };
  if (!isObject(value)) {
    complain(['expect'], `"expect" is a map with ${KEYS.join(', ')}, not ${kindOf(value)}`);
    return { status: [] };
  }
  for (const key of Object.keys(value)) {
    if (!KEYS.includes(key)) complain(['expect', key], `unknown key "${key}" in expect; known are ${KEYS.join(', ')}`);
  }
  for (const key of ['body', 'not', 'headers']) checkPatterns(value[key] ?? null, ['expect', key], complain);
  const { body, not, count, headers } = value;
  const isMap = isObject(headers);
  if (headers !== undefined && !isMap) complain(['expect', 'headers'], '"headers" must be a map');
  return {
    status: readStatus(value.status, complain),
    ...(body === undefined ? {} : { body }),
    ...(not === undefined ? {} : { not }),
    ...(isMap ? { headers } : {}),
    ...(count === undefined ? {} : { count: readCount(count, complain) }),
  };
}

function readStatus(value: Json | undefined, complain: Complain): number[] {
  if (value === undefined) return [];
  const statuses = Array.isArray(value) ? value : [value];
  const isStatus = (status: Json) =>
    typeof status === 'number' && Number.isInteger(status) && status >= 100 && status < 600;
  if (statuses.length === 0 || !statuses.every(isStatus)) {
    complain(['expect', 'status'], '"status" is an HTTP status or a list of them');
  }
  return statuses as number[];
}

function readCount(value: Json, complain: Complain) {
  if (!isObject(value)) {
    complain(['expect', 'count'], '"count" is a map such as { items: 3 }');
    return {};
  }
  for (const [place, number] of Object.entries(value)) {
    const filledLater = typeof number === 'string' && /^\$\{[^}]*\}$/.test(number);
    if (!filledLater && !(typeof number === 'number' && Number.isInteger(number) && number >= 0)) {
      complain(['expect', 'count', place], `the count of ${place} must be a whole number`);
    }
  }
  return value;
}

function checkPatterns(value: Json, path: (string | number)[], complain: Complain): void {
  if (isPattern(value)) {
    const problem = patternProblem(value);
    if (problem !== null) complain(path, problem);
  } else if (Array.isArray(value)) {
    for (const [index, inner] of value.entries()) checkPatterns(inner, [...path, index], complain);
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) checkPatterns(inner, [...path, key], complain);
  }
}
