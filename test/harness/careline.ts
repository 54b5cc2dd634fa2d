// The whole system in one process: real API, worker, workflows and PostgreSQL, with skipped time. The API's clock is
// pinned to the instant that the test sets.
import { Client } from '@temporalio/client';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { conversationContract } from '../../workflows/conversation/contract.ts';
import { buildApi } from '../../api/app.ts';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { temporalCases } from '../../api/cases/temporal-gateway.ts';
import { row, sql } from '../../db/sql.ts';
import { outboxBacklog } from '../../db/write/outbox.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { PayloadSetting } from '../../platform/payloads/data-converter.ts';
import { takeIntakes } from '../../worker/intake-clock.ts';
import { relayOutbox } from '../../worker/outbox-relay.ts';
import { logIn, PASSWORD_HASH, settings as apiSettings } from './api.ts';
import { closedAtTheEnd } from './closing.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { type InFront, type SkippedTime, startSkippedTime, TASK_QUEUE } from './skipped-time.ts';
import { expectSoundLedger } from './sound-ledger.ts';
import { until } from './until.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- answers are looked at with partial matchers
export type Answer = { status: number; body: any; headers: LightMyRequestResponse['headers'] };

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A caller of the API: a customer with a token, or staff with a session. */
export type Caller = {
  get(path: string): Promise<Answer>;
  post(path: string, body?: object, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body: object, headers?: Record<string, string>): Promise<Answer>;
  patch(path: string, body: object): Promise<Answer>;
  delete(path: string): Promise<Answer>;
};

export type Customer = Caller & { conversationId: string; token: string };

export type Careline = {
  app: FastifyInstance;
  database: TestDatabase;
  time: SkippedTime;
  now(): Instant;
  /** Moves both clocks to an instant and waits until the due steps are done. */
  advance(to: Instant): Promise<void>;
  /** Delivers the outbox entries that no request has written. In production a worker's relay does it. */
  relay(): Promise<void>;
  staff(login: string): Promise<Caller>;
  /** The session cookie of a person, as a browser sends it. */
  cookie(login: string): Promise<string>;
  anonymous: Caller;
  /** A new conversation's customer, in the intake. */
  customer(): Promise<Customer>;
  /** A customer who has identified and chosen a category. */
  waitingCustomer(category: string, number?: string): Promise<Customer>;
  stop(): Promise<void>;
};

/** `dataConverter`: how payloads are written; plain by default. */
export async function startCareline(
  start: Instant,
  parts: PayloadSetting & { inFront?: InFront } = {},
): Promise<Careline> {
  const database = await freshDatabase();
  const time = await startSkippedTime(database.orm, parts);
  await time.advanceTo(start);
  let pinned = new Date(start);
  const clock = { now: () => pinned };
  const client = new Client({
    connection: time.env.connection,
    namespace: time.env.namespace ?? 'default',
    ...time.payloads,
  });
  const logger = pino({ level: 'error' });
  const cases = temporalCases({ client, taskQueue: TASK_QUEUE, orm: database.orm, clock, logger });
  const settings = { ...apiSettings, DATABASE_URL: database.url };
  const app = await buildApi({
    orm: database.orm,
    clock,
    cases,
    settings,
    limits: false,
    temporalUp: async () => true,
  });
  const stop = closedAtTheEnd(async () => {
    await app.close();
    await time.stop();
    await expectSoundLedger(database);
    await database.drop();
  });
  await loadDemoPeople(database.orm.em.fork(), demoAccounts(), PASSWORD_HASH, start);
  const cookies = new Map<string, string>();

  async function cookie(login: string): Promise<string> {
    const known = cookies.get(login) ?? (await logIn(app, login));
    cookies.set(login, known);
    return known;
  }

  let relayed = 0;
  // The relay's clock moves ahead, so that an entry that a busy machine could not deliver is due again.
  const relay = () => {
    const ahead = { now: () => new Date(pinned.getTime() + (relayed += 60_000)) };
    return relayOutbox({ orm: database.orm, client, taskQueue: TASK_QUEUE, clock: ahead, logger });
  };

  /** No request tries first to deliver what an activity has written; the relay does. */
  async function undelivered(): Promise<number> {
    const { waiting } = await outboxBacklog(database.orm.em.fork());
    return waiting === 0 ? 0 : waiting - (await relay());
  }

  async function settle(): Promise<void> {
    await takeIntakes({ orm: database.orm, clock, logger });
    const open = async () => ({
      waiting: await undelivered(),
      due: await overdueCases(database, pinned.toISOString()),
    });
    await until(open, ({ waiting, due }) => waiting === 0 && due === 0);
  }

  async function customer(): Promise<Customer> {
    const { body } = await callerOf(app, {}).post('/v1/programs/cdek/conversations');
    const caller = callerOf(app, { authorization: `Bearer ${body.customerToken}` });
    return { ...caller, conversationId: body.id, token: body.customerToken };
  }

  return {
    app,
    database,
    time,
    now: () => pinned.toISOString(),
    async advance(to) {
      await settle();
      await time.advanceTo(to);
      pinned = new Date(to);
      await settle();
    },
    async relay() {
      await relay();
    },
    async staff(login) {
      return callerOf(app, { cookie: await cookie(login) });
    },
    cookie,
    anonymous: callerOf(app, {}),
    customer,
    async waitingCustomer(category, number = '7707083893') {
      const waiting = await customer();
      const path = `/v1/conversations/${waiting.conversationId}/messages`;
      await waiting.post(path, { text: number });
      const chosen = await waiting.post(path, { choice: category });
      if (chosen.status !== 201) throw new Error(`the choice was not taken: ${JSON.stringify(chosen.body)}`);
      await settle();
      await time.env.client.workflow
        .getHandle(conversationContract.workflowId('cdek', waiting.conversationId))
        .query('timetable');
      return waiting;
    },
    stop,
  };
}

async function overdueCases(database: TestDatabase, now: Instant): Promise<number> {
  const found = await row<{ count: string }>(
    database.orm.em.fork(),
    sql`select count(*) from case_timetables where next_at <= ${now}::timestamptz`,
  );
  return Number(found?.count ?? 0);
}

function callerOf(app: FastifyInstance, identity: Record<string, string>): Caller {
  const send = async (method: Method, url: string, body?: object, headers = {}): Promise<Answer> => {
    const payload = body === undefined ? {} : { payload: body };
    const response = await app.inject({ method, url, headers: { ...identity, ...headers }, ...payload });
    return {
      status: response.statusCode,
      body: response.body === '' ? null : parsed(response),
      headers: response.headers,
    };
  };
  return {
    get: (path) => send('GET', path),
    post: (path, body, headers) => send('POST', path, body, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    patch: (path, body) => send('PATCH', path, body),
    delete: (path) => send('DELETE', path),
  };
}

function parsed(response: LightMyRequestResponse): unknown {
  return /json/.test(String(response.headers['content-type'])) ? response.json() : response.body;
}
