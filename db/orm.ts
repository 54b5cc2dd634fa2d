// Owns the connection to PostgreSQL: entities, migrations under a lock, the unit of work. Refuses to know any rule.
import { setTimeout as pause } from 'node:timers/promises';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type SqlEntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { EarlierLayout, hasEarlierLayout } from './earlier-layout.ts';
import { ConstraintNames } from './entities/constraint-names.ts';
import { entities } from './entities/index.ts';
import { Foundation } from './migrations/0001-foundation.ts';
import { isLockTimeout } from './errors.ts';
import { endLostTransactions } from './lost-transactions.ts';
import { prepareStatements } from './prepared-statements.ts';

/** A unit of work: forked per request or per activity, never shared between two. */
export type Em = SqlEntityManager;

export type Orm = MikroORM;

const migrations = [Foundation];

// One number for all processes: whoever holds it migrates, the others wait and find nothing left to do.
const MIGRATION_LOCK = 20_261_122;

// Whoever asks for a table's lock makes all who come after him wait as well: a migration gives up soon, lets them pass and
// asks again, for five minutes.
const TABLE_LOCK_WITHIN = '2s';
const ASK_AGAIN_MS = 1_000;
const MOST_TRIES = 100;

// An open transaction that has written events holds later ones back from the streams. Between two statements of ours
// nothing is waited for, so whoever is silent for ten seconds has died or hangs; and no work of ours takes a minute.
const TRANSACTION_LIMITS = '-c idle_in_transaction_session_timeout=10s -c transaction_timeout=60s';

/**
 * Connects lazily: with PostgreSQL down this still returns, and the first query fails. With `answerWithinMs` a server
 * that hangs counts as down after that time, for whoever has people waiting; migrations may take longer.
 */
export function openOrm(databaseUrl: string, poolSize = 20, answerWithinMs?: number): Orm {
  return new MikroORM({
    clientUrl: databaseUrl,
    entities: [...entities],
    namingStrategy: ConstraintNames,
    schemaGenerator: { defaultUpdateRule: 'no action', ignoreRoutines: true },
    extensions: [Migrator],
    migrations: {
      tableName: 'migrations',
      migrationsList: migrations.map((migration) => ({ name: migration.name, class: migration })),
      snapshot: false,
    },
    pool: { min: 0, max: poolSize },
    forceUtcTimezone: true,
    driverOptions: {
      onPoolCreated: (pool: pg.Pool) => {
        prepareStatements(pool);
        endLostTransactions(pool);
      },
      options: TRANSACTION_LIMITS,
      ...(answerWithinMs === undefined ? {} : hurried(answerWithinMs)),
    },
    debug: false,
    // The processes say themselves that they migrate; the library's own lines are not JSON.
    logger: () => undefined,
  });
}

// Names of the driver: node-postgres, https://node-postgres.com/apis/client
function hurried(milliseconds: number): Record<string, number> {
  return { query_timeout: milliseconds, connectionTimeoutMillis: milliseconds };
}

/**
 * Brings the database to the newest shape; safe when several processes start at once. What others hold is asked for again
 * and again rather than waited for; `blocked` is told each time. @throws the last refusal when they do not let go;
 * EarlierLayout, having changed nothing
 */
export async function migrate(orm: Orm, blocked: (error: unknown) => void = () => undefined): Promise<void> {
  for (let left = MOST_TRIES; ; left -= 1) {
    try {
      return await migrateOnce(orm);
    } catch (error) {
      if (!isLockTimeout(error) || left === 1) throw error;
      blocked(error);
      await pause(ASK_AGAIN_MS);
    }
  }
}

async function migrateOnce(orm: Orm): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    // A migration may rewrite a large table, and whoever comes second waits for all of it.
    await em.execute('set local transaction_timeout = 0; set local idle_in_transaction_session_timeout = 0');
    await em.execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    await em.execute(`set local lock_timeout = '${TABLE_LOCK_WITHIN}'`);
    if (await hasEarlierLayout((statement) => em.execute(statement))) throw new EarlierLayout();
    const transaction = em.getTransactionContext();
    await orm.migrator.up(transaction === undefined ? {} : { transaction });
  });
}
