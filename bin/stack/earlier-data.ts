import pg from 'pg';
import { hasEarlierLayout } from '../../db/earlier-layout.ts';
import { Remedy } from '../launch/remedy.mjs';

/** @throws Remedy when the database has the layout of an earlier version: started again, API and worker would only end again */
export async function refuseEarlierData(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    if (await hasEarlierLayout(async (statement) => (await client.query<object>(statement)).rows))
      throw new Remedy(
        'The data in .careline/data is of an earlier version of Careline, and nothing was changed in it. To start afresh without it: rm -rf .careline/data',
      );
  } finally {
    await client.end();
  }
}
