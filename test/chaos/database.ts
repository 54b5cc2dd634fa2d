import pg from 'pg';

/** Runs a task with its own connection, which is closed afterwards, whatever happens to the server meanwhile. */
export async function withDatabase<T>(databaseUrl: string, task: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // A killed server shows in the next query. The event alone must not end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await task(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
