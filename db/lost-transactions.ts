// Owns the end of a transaction whose connection is lost or hangs: PostgreSQL rolls it back by itself, and the pool gets its
// place back. Without this the ORM never lets go of such a connection, and a pool of twenty serves twenty outages.
import type pg from 'pg';

type Query = (statement: unknown, ...rest: unknown[]) => unknown;

const ROLLED_BACK = { command: 'ROLLBACK', rowCount: null, rows: [], fields: [], oid: 0 };

/** Lets no rollback fail on the pool's connections: one that cannot be asked to roll back is closed, which does the same. */
export function endLostTransactions(pool: pg.Pool): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as Query;
    const ending: Query = (statement, ...rest) => {
      const answer = query(statement, ...rest);
      if (statement !== 'rollback' || !(answer instanceof Promise)) return answer;
      return answer.catch(() => {
        // The pool throws away whatever is ending when it is given back.
        client.end().catch(() => undefined);
        return ROLLED_BACK;
      });
    };
    Object.assign(client, { query: ending });
  });
}
