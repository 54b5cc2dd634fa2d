import { setTimeout as pause } from 'node:timers/promises';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { BindingDriver } from './bound-values.ts';
import { EarlierLayout, hasEarlierLayout } from './earlier-layout.ts';
import { ConstraintNames } from './entities/constraint-names.ts';
import { entities } from './entities/index.ts';
import { Foundation } from './migrations/0001-foundation.ts';
import { AnyProcessNotifies } from './migrations/0002-any-process-notifies.ts';
import { ProgramVersions } from './migrations/0003-program-versions.ts';
import { IntakeQuestions } from './migrations/0004-intake-questions.ts';
import { GivenConversations } from './migrations/0005-given-conversations.ts';
import { ReplaysAndWithdrawals } from './migrations/0006-replays-and-withdrawals.ts';
import { OrdersOfSeveralProviders } from './migrations/0007-orders-of-several-providers.ts';
import { Keeping } from './migrations/0008-keeping.ts';
import { TicketFields } from './migrations/0009-ticket-fields.ts';
import { HelpdeskAccounts } from './migrations/0010-helpdesk-accounts.ts';
import { isLockTimeout } from './errors.ts';
import { endLostTransactions } from './lost-transactions.ts';
import { prepareStatements } from './prepared-statements.ts';
import { valueParsers } from './value-parsers.ts';

export type Orm = ReturnType<typeof openOrm>;

/** A unit of work: forked per request or per activity, never shared between two. */
export type Em = Orm['em'];

const migrations = [
  Foundation,
  AnyProcessNotifies,
  ProgramVersions,
  IntakeQuestions,
  GivenConversations,
  ReplaysAndWithdrawals,
  OrdersOfSeveralProviders,
  Keeping,
  TicketFields,
  HelpdeskAccounts,
];

// One lock for all processes: its holder migrates; the others wait and then find nothing to do.
const MIGRATION_LOCK = 20_261_122;

// A request for a table lock makes all later requests wait. So a migration gives up soon, lets them pass and tries
// again, for five minutes.
const TABLE_LOCK_WITHIN = '2s';
const ASK_AGAIN_MS = 1_000;
const MOST_TRIES = 100;

// An open transaction that has written events delays later events in the streams. Our transactions never wait between
// two statements, so ten silent seconds mean that its process has died or hangs. No work of ours takes a minute.
const TRANSACTION_LIMITS = '-c idle_in_transaction_session_timeout=10s -c transaction_timeout=60s';

// Planning costs more than a short statement itself, and a new connection has to plan again. So a statement is planned
// once for all its values, and a connection stays for ten minutes without work.
const PLAN_ONCE = '-c plan_cache_mode=force_generic_plan';
const IDLE_MS = 600_000;
const PROBED_AFTER_MS = 60_000;

/**
 * Connects lazily: with PostgreSQL down this still returns, and the first query fails. `answerWithinMs` is for processes
 * that people wait for: a hanging server counts as down after that time, and statements are planned once. Migrations
 * may take longer, and the worker's queues need plans for what they hold now.
 */
export function openOrm(databaseUrl: string, poolSize = 20, answerWithinMs?: number) {
  return new MikroORM({
    driver: BindingDriver,
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
    // A second read sees what was written in between. Writes are explicit; nothing is flushed.
    disableIdentityMap: true,
    pool: { min: 0, max: poolSize },
    forceUtcTimezone: true,
    driverOptions: {
      types: valueParsers,
      onPoolCreated: (pool: pg.Pool) => {
        prepareStatements(pool);
        endLostTransactions(pool);
      },
      options: TRANSACTION_LIMITS,
      ...(answerWithinMs === undefined ? {} : hurried(answerWithinMs)),
    },
    debug: false,
    // The processes log migrations themselves; the library's own lines are not JSON.
    logger: () => undefined,
  });
}

// Names of the driver: node-postgres, https://node-postgres.com/apis/client and /apis/pool
function hurried(milliseconds: number) {
  return {
    query_timeout: milliseconds,
    connectionTimeoutMillis: milliseconds,
    options: `${TRANSACTION_LIMITS} ${PLAN_ONCE}`,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: PROBED_AFTER_MS,
  };
}

/**
 * Brings the database to the newest schema; safe when several processes start together. It retries locked tables
 * instead of waiting for them, and calls `blocked` each time. @throws the last lock error when the locks stay;
 * EarlierLayout, with nothing changed
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
    // A migration may rewrite a large table, and the second process waits until it has finished.
    await em.execute('set local transaction_timeout = 0; set local idle_in_transaction_session_timeout = 0');
    await em.execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    await em.execute(`set local lock_timeout = '${TABLE_LOCK_WITHIN}'`);
    if (await hasEarlierLayout((statement) => em.execute(statement))) throw new EarlierLayout();
    const transaction = em.getTransactionContext();
    await orm.migrator.up(transaction === undefined ? {} : { transaction });
  });
}
