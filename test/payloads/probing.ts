// A Temporal server for these tests, with workers for the probe, each with its own keys.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { activityInfo, Context, heartbeat } from '@temporalio/activity';
import { Client, Connection } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { NativeConnection, Worker } from '@temporalio/worker';
import { startTemporalDevServer } from '../../bin/stack/temporal-dev-server.ts';
import { ENCODED_FAILURES, type PayloadSetting } from '../../platform/payloads/data-converter.ts';
import { bundleCode } from '../../worker/bundle.ts';
import { closedAtTheEnd } from '../harness/closing.ts';
import { heldTemporalLog } from '../harness/temporal-log.ts';
import type { ProbeActivities } from './probe.ts';

const PROBE = join(import.meta.dirname, 'probe.ts');

const activities: ProbeActivities = {
  echo: async (value) => value,
  async beat(value) {
    const { attempt, heartbeatDetails } = activityInfo();
    if (attempt > 1) return `beaten ${String(heartbeatDetails)}`;
    heartbeat(value);
    Context.current().log.debug('beating');
    throw ApplicationFailure.create({ type: 'probe-beat', message: `no beat of ${value}`, details: [value] });
  },
};

export type Probing = {
  client(payloads: PayloadSetting): Client;
  /** Starts a worker on a queue. The returned function stops it. */
  work(taskQueue: string, payloads: PayloadSetting): Promise<() => Promise<void>>;
  bundleFor(payloads: PayloadSetting): Promise<{ code: string }>;
  stop(): Promise<void>;
};

export async function startProbing(): Promise<Probing> {
  heldTemporalLog();
  const server = await startTemporalDevServer();
  const stopServer = closedAtTheEnd(() => server.stop());
  const { address } = server;
  const [connection, native] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  const bundles = {
    plain: bundleCode(PROBE),
    encoding: bundleCode(PROBE, { failureConverterPath: ENCODED_FAILURES }),
  };
  const bundleFor = ({ dataConverter }: PayloadSetting) =>
    dataConverter?.failureConverterPath === undefined ? bundles.plain : bundles.encoding;
  return {
    bundleFor,
    client: (payloads) => new Client({ connection, ...payloads }),
    async work(taskQueue, payloads) {
      const workflowBundle = await bundleFor(payloads);
      const worker = await Worker.create({ connection: native, taskQueue, workflowBundle, activities, ...payloads });
      const running = worker.run();
      return closedAtTheEnd(() => {
        worker.shutdown();
        return running;
      });
    },
    async stop() {
      await Promise.all([connection.close(), native.close()]);
      await stopServer();
    },
  };
}

export const aQueue = (): string => `probe-${randomUUID()}`;
