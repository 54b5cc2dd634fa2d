// PostgreSQL rolls back a transaction whose connection is lost or hangs. The ORM would keep such a connection for ever,
// so a pool of twenty would be used up after twenty outages; here the pool gets its place back.
import type pg from 'pg';

type Query = (statement: unknown, ...rest: unknown[]) => unknown;

const ROLLED_BACK = { command: 'ROLLBACK', rowCount: null, rows: [], fields: [], oid: 0 };

/**
 * Makes every rollback on the pool's connections succeed: a connection that cannot roll back is closed, with the same
 * effect.
 */
export function endLostTransactions(pool: pg.Pool): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as Query;
    const ending: Query = (statement, ...rest) => {
      const answer = query(statement, ...rest);
      if (statement !== 'rollback' || !(answer instanceof Promise)) return answer;
      return answer.catch(() => {
        // The pool throws a connection away if it is ending when it comes back.
        client.end().catch(() => undefined);
        return ROLLED_BACK;
      });
    };
    Object.assign(client, { query: ending });
  });
}
