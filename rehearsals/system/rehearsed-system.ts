// A rehearsal runs the real API, worker and workflows with its own database and Temporal server, all on one clock.
import type { Client } from '@temporalio/client';
import pg from 'pg';
import { pino } from 'pino';
import { endExpiredKeys } from '../../activities/leaving.ts';
import { buildApi } from '../../api/app.ts';
import { temporalCases } from '../../api/cases/temporal-gateway.ts';
import { checkLedger } from '../../bin/ledger/ledger-violations.ts';
import { openOrm, type Orm } from '../../db/orm.ts';
import type { PayloadSetting } from '../../platform/payloads/data-converter.ts';
import { takeIntakes } from '../../worker/intake-clock.ts';
import { relayOutbox } from '../../worker/outbox-relay.ts';
import { giveBackEntry } from '../../workflows/leaving/contract.ts';
import { type RehearsedSystem, SystemError } from '../runner/system.ts';
import { type CaseRecords, caseRecords } from './case-records.ts';
import { happeningsReader } from './happenings.ts';
import { send } from './http.ts';
import { type PinnedClock, pinnedClock } from './pinned-clock.ts';
import { untilQuiet } from './quiet.ts';
import { type SkippedTime, startSkippedTime, TASK_QUEUE } from './skipped-time.ts';
import { standstill } from './standstill.ts';
import { WorkflowWatch } from './workflow-watch.ts';

const logger = pino({ level: 'silent' });

/** Starts a system on a fresh database; its clock begins at `start`. If a part fails, the started parts are closed. */
export async function startSystem(
  databaseUrl: string,
  start: Date,
  payloads: PayloadSetting = {},
): Promise<RehearsedSystem> {
  const parts = new Parts();
  try {
    return await assemble(parts, { databaseUrl, start, payloads });
  } catch (error) {
    await parts.close();
    throw error;
  }
}

type Wanted = { databaseUrl: string; start: Date; payloads: PayloadSetting };

async function assemble(parts: Parts, { databaseUrl, start, payloads }: Wanted): Promise<RehearsedSystem> {
  const clock = pinnedClock(start);
  const orm = openOrm(databaseUrl, 10);
  parts.add(() => orm.close());
  const time = await startSkippedTime(orm, clock, payloads);
  parts.add(time.stop);
  const { client } = time;
  const api = await startApi({ orm, clock, client, databaseUrl });
  parts.add(api.close);
  const reader = new pg.Client({ connectionString: databaseUrl });
  await reader.connect();
  parts.add(() => reader.end());
  const records = caseRecords(reader);
  const watch = new WorkflowWatch(client);
  const relay = () => relayOutbox({ orm, client, taskQueue: TASK_QUEUE, clock, logger });
  const intakes = async () => (await takeIntakes({ orm, clock, logger })).taken;
  const stoodStill = standstill(reader, clock);
  const leaving = { orm, clock, logger, giveBackEntry };
  const settle = async () => {
    await endExpiredKeys(leaving);
    await untilQuiet({ clock, time, records, watch, relay, intakes });
    await stoodStill();
  };
  return {
    now: () => Promise.resolve(clock.now()),
    settle,
    request: (request) => send(api.origin, request),
    happenings: happeningsReader(reader),
    advanceTo: (instant, onHop) => advance({ clock, time, records, settle }, instant, onHop),
    async close() {
      try {
        await checked(orm);
      } finally {
        await parts.close();
      }
    },
  };
}

/** After every rehearsal money and visits must add up. @throws SystemError saying what does not */
async function checked(orm: Orm): Promise<void> {
  const { violations } = await checkLedger(orm.em.fork());
  if (violations.length > 0) throw new SystemError(`the ledger is wrong: ${violations.join('; ')}`);
}

type Motion = { clock: PinnedClock; time: SkippedTime; records: CaseRecords; settle(): Promise<void> };

/**
 * The server's clock moves as far as the rehearsal's. The machine's own time is added to it, so timers only ring early,
 * and these wait on.
 */
async function advance(
  { clock, time, records, settle }: Motion,
  instant: Date,
  onHop: () => Promise<void>,
): Promise<void> {
  for (let arrived = false; !arrived;) {
    const due = await records.nextDue();
    const isHop = due !== null && due <= instant;
    const target = isHop ? due : instant;
    const ahead = target.getTime() - clock.now().getTime();
    clock.moveTo(target);
    if (ahead > 0) await time.pass(ahead);
    await settle();
    if (isHop) await onHop();
    arrived = !isHop;
  }
}

/** Started parts, closed in reverse order. */
class Parts {
  readonly #closers: (() => Promise<unknown>)[] = [];

  add(close: () => Promise<unknown>): void {
    this.#closers.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).toReversed()) await close();
  }
}

type ApiParts = { orm: Orm; clock: PinnedClock; client: Client; databaseUrl: string };

async function startApi({
  orm,
  clock,
  client,
  databaseUrl,
}: ApiParts): Promise<{ origin: string; close(): Promise<void> }> {
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
