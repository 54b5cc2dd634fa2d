// The first half of `conversation-start`: a choice over HTTP until its answer, against the same rows from a bare route.
import { percentile } from '../shared/figures.ts';
import type { BenchSystem } from '../shared/system.ts';
import { makeIntakes, withClient } from '../shared/intakes.ts';
import { closedLoop, type Load, posterTo } from '../shared/load.ts';
import type { Row } from '../shared/outcome.ts';
import { bareChooser, type Chooser, chooser } from './choosers.ts';

export type DurableSize = { rounds: number; oneByOne: number; atOnce: number };

/** Temporal is away meanwhile: its background work would burden only one side. */
export async function durableRows(system: BenchSystem, { rounds, oneByOne, atOnce }: DurableSize): Promise<Row[]> {
  const api = await system.startApi();
  let bareUrl = '';
  const bare = await system.startScript('bench/bare/choice-route.ts', {}, (line) => {
    bareUrl = /^at (\S+)/.exec(line)?.[1] ?? bareUrl;
  });
  const sides = { ours: chooser(posterTo(api.baseUrl)), reference: bareChooser(posterTo(bareUrl)) };
  const rows: Row[] = [];
  for (const [concurrency, count] of [
    [1, oneByOne],
    [50, atOnce],
  ] as const) {
    // The first round of each is a warm-up and does not count.
    const loads = { ours: [] as Load[], reference: [] as Load[] };
    for (let round = 0; round <= rounds; round += 1) {
      const order = round % 2 === 0 ? (['ours', 'reference'] as const) : (['reference', 'ours'] as const);
      for (const side of order) {
        const load = await choices(system, sides[side], count, concurrency);
        if (round > 0) loads[side].push(load);
      }
    }
    rows.push(...rowsOf(concurrency, loads.ours, loads.reference));
  }
  await Promise.all([api.stop(), bare.stop()]);
  return rows;
}

async function choices(
  { databaseUrl }: BenchSystem,
  choose: Chooser,
  count: number,
  concurrency: number,
): Promise<Load> {
  const intakes = await makeIntakes(databaseUrl, count);
  const load = await closedLoop(
    intakes.map((intake) => () => choose(intake)),
    concurrency,
  );
  await withClient(databaseUrl, async (client) => {
    await client.query('truncate outbox');
    await client.query('vacuum analyze');
  });
  return load;
}

function rowsOf(concurrency: number, ours: readonly Load[], reference: readonly Load[]): Row[] {
  const at = (loads: readonly Load[], share: number) => loads.map(({ ms }) => percentile(ms, share));
  const rate = (loads: readonly Load[]) => loads.map(({ perSecond }) => perSecond);
  const name = `choices, ${concurrency} at once`;
  return [
    { metric: name, unit: '/s', ours: rate(ours), reference: rate(reference), goal: { ratioAtLeast: 0.75 } },
    { metric: `${name}, p50`, unit: 'ms', ours: at(ours, 0.5), reference: at(reference, 0.5), goal: null },
    { metric: `${name}, p99`, unit: 'ms', ours: at(ours, 0.99), reference: at(reference, 0.99), goal: null },
  ];
}
