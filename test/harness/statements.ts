// Counts what a task sends to PostgreSQL. What runs beside it, such as the live feed, does not count.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { PostgreSqlConnection } from '@mikro-orm/postgresql';
import type pg from 'pg';
import type { Orm } from '../../db/orm.ts';

type Query = (statement: unknown, ...rest: unknown[]) => unknown;
type Counter = {
  /** Runs a task and returns its statements in order, with `begin` and `commit`. */
  statementsOf(task: () => Promise<unknown>): Promise<string[]>;
  /** Runs a part that does not count, such as what another process does. */
  uncounted<Result>(task: () => Promise<Result>): Promise<Result>;
};

/** Watches the connections of an Orm's pool from now on. */
export async function statementCounter(orm: Orm): Promise<Counter> {
  const counting = new AsyncLocalStorage<string[] | null>();
  const pool = (await (orm.em.getConnection() as PostgreSqlConnection).getNativeClient()) as pg.Pool;
  const watched = new WeakSet<pg.PoolClient>();
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const watching = async () => {
    const client = await connect();
    if (watched.has(client)) return client;
    const send = client.query.bind(client) as Query;
    const query: Query = (statement, ...rest) => {
      counting.getStore()?.push(typeof statement === 'string' ? statement : (statement as { text: string }).text);
      return send(statement, ...rest);
    };
    watched.add(Object.assign(client, { query }));
    return client;
  };
  Object.assign(pool, { connect: watching });
  return {
    async statementsOf(task) {
      const statements: string[] = [];
      await counting.run(statements, task);
      return statements;
    },
    uncounted: (task) => counting.run(null, task),
  };
}
