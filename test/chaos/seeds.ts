// Conversations whose ladder falls due during the run. They began to wait earlier, and are made by the API's own
// functions.
import { Client, Connection } from '@temporalio/client';
import { openOrm } from '../../db/orm.ts';
import { type ExactDuration, type Instant, later } from '../../domain/calendar/instant.ts';
import { deliverStart, seedRequest } from '../harness/seeded-request.ts';
import { type Journal, newSender } from './journal.ts';

// The step of a category that falls due this long after the choice.
const kinds: readonly { category: string; after: ExactDuration }[] = [
  { category: 'order', after: 'PT10M' },
  { category: 'account', after: 'PT30M' },
];

/** Makes conversations whose next steps are due at these instants, and starts their workflows. */
export async function seed(
  { databaseUrl, temporalAddress }: { databaseUrl: string; temporalAddress: string },
  journal: Journal,
  dueAt: readonly Instant[],
): Promise<void> {
  const connection = await Connection.connect({ address: temporalAddress });
  const orm = openOrm(databaseUrl, 4);
  try {
    const client = new Client({ connection });
    for (const [index, due] of dueAt.entries()) {
      const { category, after } = kinds[index % kinds.length] ?? { category: 'order', after: 'PT10M' };
      const since = later(due, `-${after}`);
      const seeded = await seedRequest(orm, { category, since });
      await deliverStart(orm, client, 'careline', seeded);
      const { id: conversationId, token } = seeded;
      const sender = newSender(journal, `seed ${index + 1}`);
      journal.requests.push({ sender, conversationId, token, category, seededSince: since });
    }
  } finally {
    await Promise.all([connection.close(), orm.close()]);
  }
}
