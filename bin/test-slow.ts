import { slowSuites } from './stack/slow-suites.ts';
import { runTests } from './stack/test-run.ts';

await runTests([...slowSuites, ...process.argv.slice(2)]);
