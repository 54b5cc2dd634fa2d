// Measures how late ladder steps are among many open conversations, against bare sleeping workflows on the same server.
import { Client, Connection } from '@temporalio/client';
import { openOrm } from '../../db/orm.ts';
import { later, toInstant } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { percentile } from '../shared/figures.ts';
import { type BenchSystem, startBenchSystem } from '../shared/system.ts';
import { posterTo } from '../shared/load.ts';
import type { Outcome, Row } from '../shared/outcome.ts';
import { beginAll, lateRound, type Round, type RoundSize, writer } from './round.ts';
import { ladderSide, type Side, sleepingSide } from './sides.ts';

type Size = RoundSize & { open: number; rounds: number };

const rates = { duePerSecond: 20, messagesPerSecond: 50 };

export async function escalationLateness(full: boolean): Promise<Outcome> {
  const size = full ? { ...rates, open: 10_000, due: 1_200, rounds: 5 } : { ...rates, open: 400, due: 160, rounds: 3 };
  const system = await startBenchSystem();
  try {
    for (const start of [system.startTemporal, system.startWorker]) await start();
    await system.startScript('bench/bare/sleeping-worker.ts');
    const rounds = await measure(system, (await system.startApi()).baseUrl, size);
    const { open, due, duePerSecond, messagesPerSecond } = size;
    const said = `${open} open on either side, ${due} more due at ${duePerSecond}/s, ${messagesPerSecond} messages/s meanwhile, ${size.rounds} rounds`;
    return { bench: 'escalation-lateness', size: said, rows: rowsOf(rounds), notes };
  } finally {
    await system.stop();
  }
}

const notes = [
  'late: from the due instant until the step is committed in our database; the reference until the server has the end of the bare workflow, which writes nowhere',
  'both kinds sleep on the server all the time, and customers write while either is due',
];

type Rounds = { ours: Round[]; reference: Round[] };

async function measure({ databaseUrl, temporalAddress }: BenchSystem, apiUrl: string, size: Size): Promise<Rounds> {
  const orm = openOrm(databaseUrl, 10);
  const connection = await Connection.connect({ address: temporalAddress });
  const client = new Client({ connection });
  const sides = { ours: ladderSide(orm, client, databaseUrl), reference: sleepingSide(client) };
  const ours = await openOnes(sides.ours, size.open);
  const reference = await openOnes(sides.reference, size.open);
  const msEach = { ours: ours.msEach, reference: reference.msEach };
  const write = writer(posterTo(apiUrl), ours.sleepers);
  const rounds: Rounds = { ours: [], reference: [] };
  for (let round = 0; round < size.rounds; round += 1) {
    const order = round % 2 === 0 ? (['ours', 'reference'] as const) : (['reference', 'ours'] as const);
    for (const side of order) rounds[side].push(await lateRound(sides[side], size, msEach[side], write));
  }
  await Promise.all([connection.close(), orm.close()]);
  return rounds;
}

// They fall due long after the bench is over.
function openOnes(side: Side, count: number): ReturnType<typeof beginAll> {
  const dueAt = later(toInstant(systemClock.now()), 'PT12H');
  return beginAll(
    side,
    Array.from({ length: count }, () => dueAt),
  );
}

function rowsOf({ ours, reference }: Rounds): Row[] {
  const at = (rounds: readonly Round[], share: number) => rounds.map(({ lateMs }) => percentile(lateMs, share));
  const said = (rounds: readonly Round[]) => rounds.map(({ messageMs }) => percentile(messageMs, 0.99));
  const most = Math.max(...ours.map(({ missing }) => missing));
  return [
    { metric: 'late, p50', unit: 'ms', ours: at(ours, 0.5), reference: at(reference, 0.5), goal: null },
    {
      ...{ metric: 'late, p99', unit: 'ms', ours: at(ours, 0.99), reference: at(reference, 0.99) },
      goal: { atMostBoth: [1.15, 1_000] },
    },
    { metric: 'steps not taken within a minute', unit: '', ours: [most], reference: null, goal: { atMost: 0 } },
    { metric: 'messages meanwhile, p99', unit: 'ms', ours: said(ours), reference: said(reference), goal: null },
  ];
}
