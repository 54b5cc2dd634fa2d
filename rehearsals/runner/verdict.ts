import { fill, type Names } from './fill.ts';
import { isObject, type JsonObject, shown } from './json.ts';
import { miscounts } from './count.ts';
import { type Mismatch, mismatches } from './partial-match.ts';
import type { Expectation } from './scenario.ts';
import type { RehearsedAnswer } from './system.ts';
import { unwanted } from './unwanted.ts';

/** Every difference from the expectation; empty when there is none. @throws FillError */
export function verdict(expect: Expectation, names: Names, answer: RehearsedAnswer): Mismatch[] {
  const { body, not, count, headers } = expect;
  const found = [...unexpectedStatus(expect.status, answer)];
  if (body !== undefined) found.push(...mismatches(fill(body, names), answer.body));
  if (not !== undefined) found.push(...unwanted(fill(not, names), answer.body));
  if (count !== undefined) found.push(...miscounts(fill(count, names) as JsonObject, answer.body));
  if (headers !== undefined) {
    const expected = Object.entries(fill(headers, names) as JsonObject).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]);
    found.push(...mismatches(Object.fromEntries(expected), { ...answer.headers }, 'headers'));
  }
  return found;
}

/** Without given statuses the answer must be 2xx. */
function unexpectedStatus(allowed: readonly number[], answer: RehearsedAnswer): Mismatch[] {
  const { status } = answer;
  if (allowed.length === 0 ? status >= 200 && status < 300 : allowed.includes(status)) return [];
  const expected = allowed.length === 0 ? '2xx' : allowed.join(' or ');
  return [{ place: 'status', expected, actual: `${status}${reason(answer)}` }];
}

// A refusal explains itself; without its text the reader would have to play the step by hand.
function reason(answer: RehearsedAnswer): string {
  const { body } = answer;
  if (body === null || (isObject(body) && Object.keys(body).length === 0)) return '';
  return ` with ${shown(body)}`;
}
