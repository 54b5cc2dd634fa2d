/** Test files that `npm run test:slow` runs: sweeps over all screens, outages that last, and kills. */
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

/** The arguments for jest: named files as they are, otherwise all but the slow ones. */
export function withoutSlow(asked: readonly string[]): string[] {
  const isNamed = asked.some((argument) => !argument.startsWith('-'));
  return isNamed ? [...asked] : [`--testPathIgnorePatterns=${slowSuites.join('|')}`, ...asked];
}
