import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool } from './tool.ts';

/** The parts of jest's JSON result that we count. */
export type JestResult = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numRuntimeErrorTestSuites: number;
};

/** The totals of a run. A file that could not run at all counts as one failure. */
export type TestTotals = { passed: number; failed: number; skipped: number };

// The whole suite takes an eighth of this on a quiet machine with two cores. A single file has its own limit:
// jest.config.mjs.
const RUN_LIMIT_MS = 60 * 60_000;

/** Runs jest with these arguments. `code` is not 0 when anything failed or nothing ran. */
export async function runJest(
  args: string[],
  { limitMs = RUN_LIMIT_MS } = {},
): Promise<{ code: number; totals: TestTotals }> {
  const folder = join(root, '.careline', 'test');
  mkdirSync(folder, { recursive: true });
  const [file, ended] = [join(folder, `result-${process.pid}.json`), join(folder, `ended-${process.pid}.txt`)];
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules'];
  const begun = performance.now();
  const exit = await runTool([...flags, jest, '--json', `--outputFile=${file}`, ...args], {
    env: { CARELINE_TEST_ENDED: ended },
    limitMs,
  });
  if (performance.now() - begun > limitMs) {
    console.error(`\nThe test run was ended: it took longer than the ${limitMs / 1000} s that a run may take.`);
  }
  // The names of stopped files come last, where people see them.
  process.stderr.write(taken(ended) ?? '');
  const result = taken(file);
  const totals = totalsOf(result === null ? null : (JSON.parse(result) as JestResult), exit);
  return { code: exit || (totals.failed > 0 ? 1 : 0), totals };
}

function taken(file: string): string | null {
  if (!existsSync(file)) return null;
  const text = readFileSync(file, 'utf8');
  rmSync(file);
  return text;
}

/**
 * Totals of a jest result. A run without a result, or one that ended badly without a failed test, counts as one
 * failure.
 */
export function totalsOf(result: JestResult | null, exit: number): TestTotals {
  if (!result) return { passed: 0, failed: 1, skipped: 0 };
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: exit !== 0 && failed === 0 ? 1 : failed,
    skipped: result.numPendingTests,
  };
}

/** The plain closing line, for example `128 passed, 0 failed`. */
export function totalsLine({ passed, failed, skipped }: TestTotals): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
