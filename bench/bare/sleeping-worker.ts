// Runs the bare sleeping workflows with the same options as our worker.
import { join } from 'node:path';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { bundleCode } from '../../worker/bundle.ts';

Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
const worker = await Worker.create({
  connection,
  taskQueue: 'sleeping',
  workflowBundle: await bundleCode(join(import.meta.dirname, 'sleeping-workflow.ts')),
  shutdownGraceTime: '5 seconds',
});
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => worker.shutdown());
console.log('ready');
await worker.run();
await connection.close();
process.exit(0);
