import { slowSuites } from './stack/suites.ts';
import { runTests } from './stack/test-run.ts';

await runTests([...slowSuites, ...process.argv.slice(2)]);
