import { suitesAsked } from './stack/suites.ts';
import { runTests } from './stack/test-run.ts';

await runTests(suitesAsked(process.argv.slice(2)));
