// The second half of `conversation-start`: delivering pending starts from the outbox, and a choice until its workflow
// runs. Both are compared with a bare client that starts the same workflows.
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { OutboxEntry } from '../../db/write/outbox.ts';
import { deliverEntry } from '../../platform/outbox-delivery.ts';
import type { BenchSystem } from '../shared/system.ts';
import { makeIntakes, withClient } from '../shared/intakes.ts';
import { closedLoop, posterTo } from '../shared/load.ts';
import type { Row } from '../shared/outcome.ts';
import { type Chooser, chooser } from './choosers.ts';
import { firstTaskDone, freshEntry, untilRunning } from './until-running.ts';

export type StartsSize = { rounds: number; drained: number; oneByOne: number; atOnce: number };

const AT_ONCE = 50;
const TASK_QUEUE = 'careline';

export async function startsRows(system: BenchSystem, size: StartsSize): Promise<Row[]> {
  const [api, temporal, worker] = [await system.startApi(), await system.startTemporal(), await system.startWorker()];
  const connection = await Connection.connect({ address: system.temporalAddress });
  const client = new Client({ connection });
  const choose = chooser(posterTo(api.baseUrl));
  const template = await anEntry(system, choose);
  const found = { drain: both(), one: both(), many: both() };
  // The first round of each is a warm-up and does not count.
  for (let round = 0; round <= size.rounds; round += 1) {
    const drain = [
      await relayRate(system, client, template, size.drained),
      await bareRate(client, template, size.drained),
    ];
    const one = await untilRunning({ system, client, choose, template }, size.oneByOne, 1);
    const many = await untilRunning({ system, client, choose, template }, size.atOnce, AT_ONCE);
    if (round === 0) continue;
    add(found.drain, drain);
    add(found.one, one);
    add(found.many, many);
  }
  await connection.close();
  for (const part of [api, worker, temporal]) await part.stop();
  return [
    {
      metric: `starts out of the outbox, ${AT_ONCE} at once`,
      unit: '/s',
      ...found.drain,
      goal: { ratioAtLeast: 0.95 },
    },
    { metric: 'until its workflow runs, 1 at once, p50', unit: 'ms', ...found.one, goal: null },
    { metric: `until its workflow runs, ${AT_ONCE} at once, p50`, unit: 'ms', ...found.many, goal: null },
  ];
}

type Both = { ours: number[]; reference: number[] };
const both = (): Both => ({ ours: [], reference: [] });

function add(to: Both, [ours = 0, reference = 0]: readonly number[]): void {
  to.ours.push(ours);
  to.reference.push(reference);
}

/** An outbox entry as the API writes it. */
async function anEntry({ databaseUrl }: BenchSystem, choose: Chooser): Promise<OutboxEntry> {
  for (const intake of await makeIntakes(databaseUrl, 1)) await choose(intake);
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<OutboxEntry>(
      'select key, kind, workflow_id as "workflowId", payload from outbox limit 1',
    );
    if (rows[0] === undefined) throw new Error('the choice left nothing in the outbox');
    return rows[0];
  });
}

/** The entries appear all at once. Time is measured from the relay's first delivery until none is left. */
async function relayRate(
  { databaseUrl }: BenchSystem,
  temporal: Client,
  template: OutboxEntry,
  count: number,
): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    const entries = Array.from({ length: count }, () => freshEntry(template));
    await client.query('truncate outbox');
    await client.query(
      `insert into outbox (key, kind, workflow_id, payload, created_at, next_attempt_at)
        select key, 'start', workflow_id, $3::jsonb, '2020-01-01', '2020-01-01' from unnest($1::text[], $2::text[]) as e (key, workflow_id)`,
      [entries.map(({ key }) => key), entries.map(({ workflowId }) => workflowId), JSON.stringify(template.payload)],
    );
    const some = async (condition: string) =>
      (await client.query(`select 1 from outbox where ${condition} limit 1`)).rows.length > 0;
    while (!(await some(`next_attempt_at > '2020-01-01'`))) await pause(3);
    const begun = performance.now();
    while (await some('delivered_at is null')) await pause(3);
    const rate = (count / (performance.now() - begun)) * 1000;
    await allRun(temporal, entries);
    return rate;
  });
}

async function bareRate(client: Client, template: OutboxEntry, count: number): Promise<number> {
  const entries = Array.from({ length: count }, () => freshEntry(template));
  const starts = entries.map((entry) => () => deliverEntry(client, TASK_QUEUE, entry));
  const { perSecond } = await closedLoop(starts, AT_ONCE);
  await allRun(client, entries);
  return perSecond;
}

// Otherwise the worker's remaining work would be measured with the next part.
async function allRun(client: Client, entries: readonly OutboxEntry[]): Promise<void> {
  for (const { workflowId } of entries) await firstTaskDone(client, workflowId);
}
