// Owns one rehearsal's system: real API, worker and workflows on a database and a server of their own, on one clock.
// Refuses to know what is played on it.
import type { Client } from '@temporalio/client';
import pg from 'pg';
import { pino } from 'pino';
import { buildApi } from '../../api/app.ts';
import { temporalCases } from '../../api/temporal-cases.ts';
import { openOrm, type Orm } from '../../db/orm.ts';
import { relayOutbox } from '../../worker/outbox-relay.ts';
import type { RehearsedSystem } from '../runner/system.ts';
import { caseRecords } from './case-records.ts';
import type { RehearsalDatabase } from './databases.ts';
import { happeningsReader } from './happenings.ts';
import { send } from './http.ts';
import { type PinnedClock, pinnedClock } from './pinned-clock.ts';
import { untilQuiet } from './quiet.ts';
import { startSkippedTime, TASK_QUEUE } from './skipped-time.ts';
import { WorkflowWatch } from './workflow-watch.ts';

const logger = pino({ level: 'silent' });

/** Starts a system on a fresh database; its clock stands at `start`. */
export async function startSystem(database: RehearsalDatabase, start: Date): Promise<RehearsedSystem> {
  const clock = pinnedClock(start);
  const orm = openOrm(database.url, 10);
  const time = await startSkippedTime(orm);
  const { client } = time;
  const api = await startApi({ orm, clock, client, databaseUrl: database.url });
  const reader = new pg.Client({ connectionString: database.url });
  await reader.connect();
  const records = caseRecords(reader);
  const watch = new WorkflowWatch(client);
  const relay = () => relayOutbox({ orm, client, taskQueue: TASK_QUEUE, clock, logger });
  const settle = () => untilQuiet({ clock, time, records, watch, relay });

  return {
    now: () => Promise.resolve(clock.now()),
    settle,
    request: (request) => send(api.origin, request),
    happenings: happeningsReader(reader),
    async advanceTo(instant, onHop) {
      for (let arrived = false; !arrived; ) {
        const due = await records.nextDue();
        const isHop = due !== null && due <= instant;
        const target = isHop ? due : instant;
        clock.moveTo(target);
        await time.sleepUntil(target);
        await settle();
        if (isHop) await onHop();
        arrived = !isHop;
      }
    },
    async close() {
      await reader.end();
      await api.close();
      await time.stop();
      await orm.close();
      await database.drop();
    },
  };
}

type ApiParts = { orm: Orm; clock: PinnedClock; client: Client; databaseUrl: string };

async function startApi({ orm, clock, client, databaseUrl }: ApiParts): Promise<{ origin: string; close(): Promise<void> }> {
  const app = await buildApi({
    orm,
    clock,
    cases: temporalCases({ client, taskQueue: TASK_QUEUE, orm, clock, logger }),
    settings: {
      DATABASE_URL: databaseUrl,
      CARELINE_SESSION_SECRET: 'a rehearsal keeps no secret beyond its own end',
      CARELINE_SECURE_COOKIES: false,
      CARELINE_TRUST_PROXY: false,
    },
    temporalUp: () => Promise.resolve(true),
    limits: false,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('the API listens on no port');
  return { origin: `http://127.0.0.1:${address.port}`, close: () => app.close() };
}
