import { runJest, totalsLine } from './stack/jest.ts';
import { testArguments } from './stack/slow-suites.ts';

const { code, totals } = await runJest(testArguments(process.argv.slice(2)));
console.log(totalsLine(totals));
process.exitCode = totals.passed + totals.failed === 0 ? 1 : code;
