// Evenly paced choices with and without Temporal show whether people notice that it is away.
import { percentile } from '../shared/figures.ts';
import type { BenchSystem } from '../shared/system.ts';
import { makeIntakes, withClient } from '../shared/intakes.ts';
import { openLoop, posterTo } from '../shared/load.ts';
import type { Row } from '../shared/outcome.ts';
import { chooser } from './choosers.ts';

// Starting cases costs the server more than the choices themselves: at this rate it keeps up.
const PER_SECOND = 10;

export async function temporalAwayRows(
  system: BenchSystem,
  { rounds, paced }: { rounds: number; paced: number },
): Promise<Row[]> {
  const api = await system.startApi();
  const choose = chooser(posterTo(api.baseUrl));
  const pace = async () => {
    const intakes = await makeIntakes(system.databaseUrl, paced);
    const { ms } = await openLoop(
      intakes.map((intake) => () => choose(intake)),
      PER_SECOND,
    );
    return { p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) };
  };
  const away: { p50: number; p99: number }[] = [];
  const there: { p50: number; p99: number }[] = [];
  await pace();
  for (let round = 0; round < rounds; round += 1) {
    away.push(await pace());
    await withClient(system.databaseUrl, (client) => client.query('truncate outbox'));
    const temporal = await system.startTemporal();
    const worker = await system.startWorker();
    there.push(await pace());
    await worker.stop();
    await temporal.stop();
  }
  await api.stop();
  const name = `choices at ${PER_SECOND}/s, Temporal away against there`;
  return (['p50', 'p99'] as const).map((share) => ({
    metric: `${name}, ${share}`,
    unit: 'ms',
    ours: away.map((load) => load[share]),
    reference: there.map((load) => load[share]),
    goal: share === 'p99' ? { ratioAtMost: 1.1 } : null,
  }));
}
