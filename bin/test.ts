import { withoutSlow } from './stack/slow-suites.ts';
import { runTests } from './stack/test-run.ts';

await runTests(withoutSlow(process.argv.slice(2)));
