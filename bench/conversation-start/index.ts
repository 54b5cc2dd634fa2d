// Owns the bench `conversation-start`: a category choice until it is durable, until its case runs, and whether anybody notices
// that Temporal is away. Refuses to tune what it measures.
import { startBenchHouse } from '../shared/house.ts';
import type { Outcome } from '../shared/outcome.ts';
import { durableRows } from './durable.ts';
import { startsRows } from './starts.ts';
import { temporalAwayRows } from './temporal-away.ts';

export async function conversationStart(): Promise<Outcome> {
  const house = await startBenchHouse();
  try {
    const rows = [
      ...(await durableRows(house, { rounds: 5, oneByOne: 200, atOnce: 1_000 })),
      ...(await temporalAwayRows(house, { rounds: 3, paced: 150 })),
      ...(await startsRows(house, { rounds: 3, drained: 300, run: 30 })),
    ];
    const notes = [
      'durable: Temporal is away; the bare route writes the same rows, one statement for each table, in one transaction',
      'the first round of each is a warm-up and not counted',
    ];
    return { bench: 'conversation-start', size: '5 rounds of 200 and 1,000 choices, 3 of 150 and of 300 starts', rows, notes };
  } finally {
    await house.stop();
  }
}
