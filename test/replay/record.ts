// Stores a history for every branch without one. A stored history stays, because it represents open cases; `--again`
// replaces all, before a first release only.
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { Temporal } from 'temporal-polyfill/implementation';
import { startPostgres } from '../../bin/stack/postgres.ts';
import { root } from '../../bin/stack/tool.ts';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
import { freshDatabase } from '../harness/database.ts';
import { skippedBranches } from './branches.ts';
import { startRealGround, startSkippedGround, type StartedGround } from './grounds.ts';
import { storedHistories, storeHistory } from './histories.ts';
import { packageBranches } from './package-branches.ts';
import { walkPackage } from './package-walk.ts';
import { realTimeBranches } from './real-time-branches.ts';
import { ticketBranches, walkTicket } from './ticket-branches.ts';
import { type Branch, type Ground, walk } from './walk.ts';

// Some branches cut off the worker's database on purpose. Its complaints would drown the list of recorded branches.
const quiet = { logger: new DefaultLogger('ERROR', () => undefined), telemetryOptions: { logging: { filter: 'OFF' } } };
Runtime.install(quiet);

const again = process.argv.includes('--again');
const stored = new Set(again ? [] : storedHistories().map(({ name }) => name));

await withPostgres(async () => {
  await record('skipped time', startSkippedGround, unrecorded(skippedBranches));
  await onGround('tickets', startSkippedGround, unrecorded(ticketBranches), async (ground, branch) =>
    store(ground, branch.name, (await walkTicket(ground, branch)).workflowId),
  );
  await onGround('packages', startSkippedGround, unrecorded(packageBranches), async (ground, branch) =>
    store(ground, branch.name, (await walkPackage(ground, branch)).workflowId),
  );
  await record('real time', startRealGround, unrecorded(realTimeBranches));
});
process.exit(0);

type Start = (orm: Ground['orm']) => Promise<StartedGround>;

function unrecorded<Named extends { name: string }>(branches: readonly Named[]): Named[] {
  return branches.filter(({ name }) => !stored.has(name));
}

async function record(where: string, start: Start, branches: readonly Branch[]): Promise<void> {
  await onGround(where, start, branches, recordBranch);
}

async function onGround<Named>(
  where: string,
  start: Start,
  branches: readonly Named[],
  recordOne: (ground: Ground, branch: Named) => Promise<void>,
): Promise<void> {
  console.log(`${where}: ${branches.length} branches to record`);
  if (branches.length === 0) return;
  const database = await freshDatabase();
  const ground = await start(database.orm);
  try {
    for (const branch of branches) await recordOne(ground, branch);
  } finally {
    await ground.stop();
    await database.drop();
  }
}

async function recordBranch(ground: Ground, branch: Branch): Promise<void> {
  if (branch.startsAt !== undefined) await ground.advanceTo(nextLocal(await ground.now(), branch.startsAt));
  const { workflowId } = await walk(ground, branch);
  await store(ground, branch.name, workflowId);
}

async function store(ground: Ground, name: string, workflowId: string): Promise<void> {
  const handle = ground.client.workflow.getHandle(workflowId);
  const { status, runId } = await handle.describe();
  const history = await handle.fetchHistory();
  const previous = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
  if (previous) {
    storeHistory(name, await ground.client.workflow.getHandle(workflowId, previous).fetchHistory());
    storeHistory(`${name}-second-run`, history);
  } else storeHistory(name, history);
  console.log(`  ${name}: ${history.events?.length ?? 0} events`);
  // If left open, it would go on in the background of the other branches.
  if (status.name === 'RUNNING') await ground.client.workflow.getHandle(workflowId, runId).terminate();
}

/** The next time at which Moscow's clocks show this. */
function nextLocal(after: Instant, time: string): Instant {
  const from = Temporal.Instant.from(after).toZonedDateTimeISO('Europe/Moscow');
  const today = from.withPlainTime(time);
  const next = Temporal.ZonedDateTime.compare(today, from) < 0 ? today.add({ days: 1 }) : today;
  return toInstant(next.epochMilliseconds);
}

async function withPostgres(task: () => Promise<void>): Promise<void> {
  if (process.env['CARELINE_TEST_POSTGRES'] !== undefined) return task();
  const parent = join(root, '.careline', 'test');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'record-'));
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  process.env['CARELINE_TEST_POSTGRES'] = postgres.url('postgres');
  try {
    await task();
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
