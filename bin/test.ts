import { runJest, totalsLine } from './stack/jest.ts';

const { code, totals } = await runJest(process.argv.slice(2));
console.log(totalsLine(totals));
process.exitCode = totals.passed + totals.failed === 0 ? 1 : code;
