/** Test files that `npm run test:slow` runs: sweeps over all screens, outages that last, and kills. */
const slowSuites = [
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
].map((name) => `test/${name}.test.ts`);

/** The arguments for jest: the slow files with `--slow`, named files as they are, and otherwise all but the slow ones. */
export function testArguments([first, ...rest]: readonly string[]): string[] {
  if (first === '--slow') return [...slowSuites, ...rest];
  const asked = first === undefined ? [] : [first, ...rest];
  const isNamed = asked.some((argument) => !argument.startsWith('-'));
  return isNamed ? asked : [`--testPathIgnorePatterns=${slowSuites.join('|')}`, ...asked];
}
