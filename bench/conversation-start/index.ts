import { startBenchSystem } from '../shared/system.ts';
import type { Outcome } from '../shared/outcome.ts';
import { durableRows } from './durable.ts';
import { startsRows } from './starts.ts';
import { temporalAwayRows } from './temporal-away.ts';

export async function conversationStart(full: boolean): Promise<Outcome> {
  const durable = full ? { rounds: 5, oneByOne: 300, atOnce: 2_000 } : { rounds: 3, oneByOne: 80, atOnce: 400 };
  const away = full ? { rounds: 5, paced: 300 } : { rounds: 3, paced: 80 };
  const starts = full
    ? { rounds: 5, drained: 1_000, oneByOne: 50, atOnce: 200 }
    : { rounds: 3, drained: 150, oneByOne: 15, atOnce: 50 };
  const system = await startBenchSystem();
  try {
    const rows = [
      ...(await durableRows(system, durable)),
      ...(await temporalAwayRows(system, away)),
      ...(await startsRows(system, starts)),
    ];
    const size = `choices: ${durable.rounds} rounds of ${durable.oneByOne} and ${durable.atOnce}; evenly paced: ${away.rounds} of ${away.paced}; starts: ${starts.rounds} of ${starts.drained}`;
    return { bench: 'conversation-start', size, rows, notes };
  } finally {
    await system.stop();
  }
}

const notes = [
  'choices: Temporal is away for both; the bare route writes the same rows, one statement for each table, in one transaction',
  'starts: what the outbox owes until it is delivered, against the same starts by a bare client, as many at once',
  'until its workflow runs: until its first workflow task is done, by the server; bare is the start alone, without HTTP and rows',
  'the first round of each is a warm-up and not counted',
];
