// Owns the verb "chaos": kills API, worker, Temporal and PostgreSQL in turn while conversations wait, and ends with 1 when
// anything was lost, doubled or late. `--outbox=off` switches the relay off, which must be found.
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { reportText } from './report-text.ts';
import { type ChaosPlan, runChaos } from './run-chaos.ts';

const plan: ChaosPlan = {
  kills: ['API', 'worker', 'Temporal', 'PostgreSQL', 'API', 'worker', 'Temporal', 'PostgreSQL'],
  downMs: 5_000,
  calmMs: 16_000,
  opened: 30,
  closingsAtKill: 4,
  seeded: 60,
  // A step is due to the second and the server's own timers may take one more. A workflow task that died with its worker is
  // given out again after ten seconds, and a write is repeated after ten at the most.
  tolerance: { calm: 2_000, recovery: 15_000 },
  outbox: !process.argv.includes('--outbox=off'),
};

const unknown = process.argv.slice(2).filter((argument) => argument !== '--outbox=off' && argument !== '--outbox=on');
if (unknown.length > 0) {
  console.error(`unknown option ${unknown.join(' ')}; usage: npm run chaos [-- --outbox=off]`);
  process.exit(2);
}

Runtime.install({ logger: new DefaultLogger('ERROR') });
const report = await runChaos(plan, (line) => console.log(line));
console.log(reportText(report));
process.exit(report.violations.length === 0 ? 0 : 1);
