// A Temporal without a worker, a client that records its calls and can be delayed, and a relay.
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { Client, Connection, type ConnectionOptions, type WorkflowClientInterceptor } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import { temporalCases } from '../../api/cases/temporal-gateway.ts';
import { temporalBinary } from '../../bin/temporal-binary.mjs';
import { instantOf, row, rows, sql } from '../../db/sql.ts';
import { enqueue, type OutboxEntry } from '../../db/write/outbox.ts';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
import { relayOutbox } from '../../worker/outbox-relay.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { type MovedClock, movedClock } from './effects.ts';
import { TASK_QUEUE } from './skipped-time.ts';

export type OutboxStage = {
  database: TestDatabase;
  env: TestWorkflowEnvironment;
  clock: MovedClock;
  client: Client;
  /** A client to a port where nothing listens. */
  away: Client;
  /** The calls to Temporal in their order: `start` or the signal's name, and the workflow's id. */
  asked: { name: string; workflowId: string }[];
  /** The deadline of each call to Temporal. */
  deadlines: number[];
  /** Runs before a call. A rejection keeps the call from Temporal. */
  onTheWay: (workflowId: string) => Promise<void>;
};

type Kept = { attempts: number; deliveredAt: Instant | null; lastError: string | null };

/** Registers the set-up of a test file with an empty outbox before each test. */
export function outboxStage() {
  const stage = { deadlines: [] as number[] } as OutboxStage;
  beforeAll(async () => {
    stage.database = await freshDatabase();
    const path = await temporalBinary('temporal-test-server');
    const server = { executable: { type: 'existing-path' as const, path } };
    stage.env = await TestWorkflowEnvironment.createTimeSkipping({ server });
    await registerSearchAttributes(stage.env.connection, namespaceOf(stage));
    stage.client = await observedClient(stage);
    stage.away = new Client({ connection: Connection.lazy({ address: '127.0.0.1:1', interceptors: [] }) });
  });
  beforeEach(async () => {
    Object.assign(stage, { clock: movedClock(), asked: [], deadlines: [], onTheWay: async () => undefined });
    await rows(em(), sql`truncate outbox`);
  });
  afterAll(async () => {
    await Promise.all([stage.client.connection.close(), stage.away.connection.close()]);
    await stage.env.teardown();
    await stage.database.drop();
  });

  const em = () => stage.database.orm.em.fork();
  const now = () => toInstant(stage.clock.now());
  const parts = (client: Client) => {
    const { database, clock } = stage;
    return { orm: database.orm, client, taskQueue: TASK_QUEUE, clock, logger: pino({ level: 'silent' }) };
  };
  return {
    ...{ stage, em, now },
    put: (entry: OutboxEntry) => enqueue(em(), entry, now()),
    relay: (client = stage.client) => relayOutbox(parts(client)),
    /** The API’s first attempt to deliver a workflow's entries. */
    firstTry: (workflowId: string, client = stage.client) => temporalCases(parts(client)).deliver(workflowId),
    kept: async (key: string): Promise<Kept> => {
      const found = await row<Kept>(
        em(),
        sql`select attempts, delivered_at as "deliveredAt", last_error as "lastError" from outbox where key = ${key}`,
      );
      if (found === null) throw new Error(`${key} is not in the outbox`);
      return { ...found, deliveredAt: instantOf(found.deliveredAt) };
    },
  };
}

const namespaceOf = ({ env }: OutboxStage) => env.namespace ?? 'default';

type Interceptor = NonNullable<ConnectionOptions['interceptors']>[number];

async function observedClient(stage: OutboxStage): Promise<Client> {
  const connection = await Connection.connect({
    address: stage.env.address,
    // Replaces the client's own interceptors, which retry.
    interceptors: [
      (options, nextCall) => {
        stage.deadlines.push(Number(options.deadline));
        return nextCall(options) as ReturnType<Interceptor>;
      },
    ],
  });
  const passed = async (name: string, workflowId: string) => {
    stage.asked.push({ name, workflowId });
    await stage.onTheWay(workflowId);
  };
  const noting: WorkflowClientInterceptor = {
    async start(input, next) {
      await passed('start', input.options.workflowId);
      return next(input);
    },
    async signal(input, next) {
      await passed(input.signalName, input.workflowExecution.workflowId ?? '');
      return next(input);
    },
  };
  return new Client({ connection, namespace: namespaceOf(stage), interceptors: { workflow: [noting] } });
}
