// Owns running jest and counting what it reports. Refuses to know single tests.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool } from './tool.ts';

/** The part of jest's JSON result that is counted. */
export type JestResult = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numRuntimeErrorTestSuites: number;
};

/** What a run came to. A file that could not be run at all counts as one failure. */
export type TestTotals = { passed: number; failed: number; skipped: number };

/** Runs jest with these arguments. `code` is not 0 when anything failed or nothing ran. */
export async function runJest(args: string[]): Promise<{ code: number; totals: TestTotals }> {
  const folder = join(root, '.careline', 'test');
  const file = join(folder, `result-${process.pid}.json`);
  mkdirSync(folder, { recursive: true });
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules'];
  const exit = await runTool([...flags, jest, '--json', `--outputFile=${file}`, ...args]);
  const result = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as JestResult) : null;
  rmSync(file, { force: true });
  const totals = totalsOf(result);
  const fine = exit === 0 && totals.failed === 0;
  return { code: fine ? 0 : exit || 1, totals };
}

/** Totals of a jest result; a run that left none counts as one failure. */
export function totalsOf(result: JestResult | null): TestTotals {
  if (!result) return { passed: 0, failed: 1, skipped: 0 };
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests,
  };
}

/** The plain closing line, for example `128 passed, 0 failed`. */
export function totalsLine({ passed, failed, skipped }: TestTotals): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
