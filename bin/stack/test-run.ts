import { runJest, totalsLine } from './jest.ts';

/** Runs tests and says the totals last. The process's exit code is not 0 when a test failed or none ran. */
export async function runTests(args: string[]): Promise<void> {
  const { code, totals } = await runJest(args);
  console.log(totalsLine(totals));
  process.exitCode = totals.passed + totals.failed === 0 ? 1 : code;
}
