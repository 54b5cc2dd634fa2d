// Owns a connection of one's own to the house's database, apart from what the API does. Refuses to know tables.
import pg from 'pg';

/** Runs a task with a connection that is closed afterwards, whatever happens to the server meanwhile. */
export async function withDatabase<T>(databaseUrl: string, task: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // A server that is killed shows in the next query; the event alone must not end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await task(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
