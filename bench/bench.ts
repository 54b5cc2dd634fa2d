// Figures are kept in bench/results.json. Only ratios can be compared between machines.
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { onLauncherGone } from '../bin/stack/end-with-launcher.ts';
import { conversationStart } from './conversation-start/index.ts';
import { escalationLateness } from './escalation-lateness/index.ts';
import { hostileBodies } from './hostile-bodies/index.ts';
import { lists } from './lists/index.ts';
import { messageDelivery } from './message-delivery/index.ts';
import type { Outcome } from './shared/outcome.ts';
import { keep, tableOf } from './shared/table.ts';

const benches: Record<string, (full: boolean) => Promise<Outcome>> = {
  'conversation-start': conversationStart,
  'escalation-lateness': escalationLateness,
  'message-delivery': messageDelivery,
  'hostile-bodies': hostileBodies,
  lists,
};

// With `--full` the sizes of the design; without it, sizes that finish in a few minutes.
const full = process.argv.includes('--full');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`there is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}

// Temporal's library would keep the signals to itself. Everything that still runs is on the leash and ends with us.
Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => process.exit(1));
onLauncherGone(() => process.exit(1));
for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) {
  const outcome = await benches[name]?.(full);
  if (outcome === undefined) continue;
  console.log(`${tableOf(outcome)}\n`);
  keep(outcome);
}
process.exit(0);
