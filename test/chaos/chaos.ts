// `--outbox=off` and `--guard=off` switch off the relay and the ledger's guard, and must be found; `--vendors` runs
// only the second part. Exit code 1: something was lost, doubled or late.
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { onLauncherGone } from '../../bin/stack/end-with-launcher.ts';
import { reportText } from './report-text.ts';
import { type ChaosPlan, type Kill, runChaos } from './run-chaos.ts';
import { runVendorChaos, vendorReportText } from './vendor-chaos.ts';

// Temporal stays away for longer than the API waits for the outcome of a move, so that the request is repeated.
const each: readonly Kill[] = [
  { part: 'API', downMs: 4_000 },
  { part: 'worker', downMs: 5_000 },
  { part: 'Temporal', downMs: 9_500 },
  { part: 'PostgreSQL', downMs: 5_000 },
];

const plan: ChaosPlan = {
  kills: [...each, ...each],
  calmMs: 16_000,
  opened: 30,
  closingsAtKill: 4,
  seeded: 60,
  // The server's own timers may be a second late, and a busy machine two more. A workflow task that died with its
  // worker is given out again after ten seconds, and a write is repeated after ten at most.
  tolerance: { calm: 3_000, recovery: 15_000 },
  outbox: !process.argv.includes('--outbox=off'),
};

const options = ['--outbox=off', '--outbox=on', '--guard=off', '--guard=on', '--vendors'];
const asked = process.argv.slice(2);
const unknown = asked.filter((argument) => !options.includes(argument));
if (unknown.length > 0) {
  console.error(
    `unknown option ${unknown.join(' ')}; usage: npm run chaos [-- --vendors] [--outbox=off] [--guard=off]`,
  );
  process.exit(2);
}

// Temporal's library would keep the signals to itself. Processes that still run are on the leash and end with this one.
Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => process.exit(1));
onLauncherGone(() => process.exit(1));
let violations = 0;
if (!asked.includes('--vendors')) {
  const report = await runChaos(plan, (line) => console.log(line));
  console.log(reportText(report));
  violations += report.violations.length;
}
console.log('outside systems fail');
const outside = await runVendorChaos({ effects: 200, systems: 6, guard: !asked.includes('--guard=off') });
console.log(vendorReportText(outside));
violations += outside.violations.length;
process.exit(violations === 0 ? 0 : 1);
