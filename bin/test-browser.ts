import { browserSuites } from './stack/suites.ts';
import { runTests } from './stack/test-run.ts';

await runTests([...browserSuites(), ...process.argv.slice(2)]);
