import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { EarlierLayout } from '../db/earlier-layout.ts';
import { isDatabaseOutage } from '../db/errors.ts';
import { migrate, openOrm, type Orm } from '../db/orm.ts';
import { listDemoPeople } from '../db/write/first-admin.ts';
import { loadDemoPeople } from '../db/write/people.ts';
import { toInstant } from '../domain/calendar/instant.ts';
import { systemClock } from '../platform/clock.ts';
import { answerLauncher } from '../platform/liveness.ts';
import { createLogger } from '../platform/logger.ts';
import { readSettings, type Settings, SettingsError } from '../platform/settings.ts';
import { vendorsOf, channelProviders } from '../platform/vendor-settings.ts';
import { buildApi } from './app.ts';
import { openTemporalCases } from './cases/temporal-gateway.ts';
import { demoAccounts } from './people/demo-people.ts';
import { createFirstAdmin } from './people/first-admin.ts';
import { hashPassword } from './people/passwords.ts';
import { limitsOf } from './plugins/rate-limits.ts';
import { takeShippedPrograms } from './server/shipped-programs.ts';
import { openTemporalCheck } from './server/temporal-check.ts';

const DEMO_PASSWORD = 'careline';
const STOP_MS = 8_000;
const DATABASE_TRIES = 120;
const POOL_SIZE = 20;
// After this long without an answer PostgreSQL counts as away, even if its connections look alive.
const ANSWER_WITHIN_MS = 8_000;
const DATABASE_TRY_EVERY_MS = 500;

async function main(settings: Settings): Promise<void> {
  const logger = createLogger(settings, 'api');
  const clock = systemClock;
  logger.info(channelProviders(vendorsOf(settings)), 'adapters of outside systems');
  await whenDatabaseIsUp(logger, () => prepareDatabase(settings, logger));
  const orm = openOrm(settings.DATABASE_URL, POOL_SIZE, ANSWER_WITHIN_MS);
  const cases = openTemporalCases({ settings, orm, clock, logger });
  const check = openTemporalCheck(settings);
  const app = await buildApi({
    orm,
    clock,
    cases,
    settings,
    logger,
    temporalUp: check.temporalUp,
    limits: limitsOf(settings),
  });

  const stop = async () => {
    // Running requests finish, but the process does not wait for a client that has fallen asleep.
    setTimeout(() => process.exit(0), STOP_MS).unref();
    await app.close();
    await Promise.all([cases.close(), check.close(), orm.close()]);
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  await app.listen({ host: settings.CARELINE_HOST, port: settings.CARELINE_PORT });
  answerLauncher();
}

/** Waits up to a minute for a PostgreSQL that is still starting; any other fault ends the start. */
async function whenDatabaseIsUp(logger: Logger, task: () => Promise<void>): Promise<void> {
  for (let left = DATABASE_TRIES; ; left -= 1) {
    try {
      return await task();
    } catch (error) {
      if (!isDatabaseOutage(error) || left === 0) throw error;
      logger.info({ left }, 'waiting for PostgreSQL');
      await pause(DATABASE_TRY_EVERY_MS);
    }
  }
}

async function prepareDatabase(settings: Settings, logger: Logger): Promise<void> {
  const orm = openOrm(settings.DATABASE_URL, 2);
  try {
    await migrate(orm, (error) => logger.warn({ err: error }, 'a migration waits for a table that is in use'));
    await takeShippedPrograms({ orm, clock: systemClock });
    await makeFirstAdmin(orm, settings, logger);
    if (settings.CARELINE_DEMO) await loadDemo(orm);
    else await warnOfDemoPeople(orm, logger);
  } finally {
    await orm.close();
  }
}

async function makeFirstAdmin(orm: Orm, settings: Settings, logger: Logger): Promise<void> {
  const { CARELINE_FIRST_ADMIN_LOGIN: login, CARELINE_FIRST_ADMIN_PASSWORD: password } = settings;
  if (password === undefined) return;
  const isUsed = await createFirstAdmin({ orm, clock: systemClock }, { login, password });
  logger.info(
    isUsed
      ? 'the first admin was made; its password is to be changed at the first login'
      : 'the first password of an admin is not needed any more',
  );
}

async function warnOfDemoPeople(orm: Orm, logger: Logger): Promise<void> {
  const { length: count } = await listDemoPeople(orm.em.fork());
  if (count > 0) logger.warn({ count }, 'demo people can log in with a well-known password: npm run demo:remove');
}

async function loadDemo(orm: Orm): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await loadDemoPeople(orm.em.fork(), demoAccounts(), passwordHash, toInstant(systemClock.now()));
}

try {
  await main(readSettings(process.env));
} catch (error) {
  const known = error instanceof SettingsError || error instanceof EarlierLayout;
  process.stderr.write(`${known ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
}
