// Test files that have commands of their own, so that `npm test` stays short. A file that is named always runs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tool.ts';

/** Sweeps over all screens, outages that last, and kills. */
export const slowSuites: readonly string[] = [
  'bin/endless',
  'browser/accessibility',
  'browser/connection',
  'browser/hostile-names',
  'browser/package-accessibility',
  'browser/plain-reading',
  'browser/sights',
  'chaos/small-chaos',
  'payloads/rotation',
  'workflows/database-outage',
  'workflows/many-versions',
].map((name) => `test/${name}.test.ts`);

const BROWSER = 'test/browser';
// The only place that opens one.
const OPENS_A_BROWSER = "from './guests.ts'";

/** The files that need a real browser, without the slow ones. */
export function browserSuites(): string[] {
  return readdirSync(join(root, BROWSER))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${BROWSER}/${name}`)
    .filter((file) => readFileSync(join(root, file), 'utf8').includes(OPENS_A_BROWSER) && !slowSuites.includes(file))
    .toSorted();
}

/** The arguments for jest: named files as they are, otherwise all without those of the other commands. */
export function suitesAsked(asked: readonly string[]): string[] {
  const isNamed = asked.some((argument) => !argument.startsWith('-'));
  if (isNamed) return [...asked];
  return [`--testPathIgnorePatterns=${[...slowSuites, ...browserSuites()].join('|')}`, ...asked];
}
