// Owns the second half of `conversation-start`: what the outbox owes until it is started, and a choice until its workflow runs,
// both against a bare client that starts the same workflows.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { OutboxEntry } from '../../db/write/outbox.ts';
import { deliverEntry } from '../../platform/outbox-delivery.ts';
import { percentile } from '../shared/figures.ts';
import type { BenchHouse } from '../shared/house.ts';
import { type Intake, makeIntakes, withClient } from '../shared/intakes.ts';
import { closedLoop, posterTo } from '../shared/load.ts';
import type { Row } from '../shared/outcome.ts';
import { type Chooser, chooser } from './choosers.ts';

export type StartsSize = { rounds: number; drained: number; run: number };

const AT_ONCE = 50;
const TASK_QUEUE = 'careline';
// Started, first task scheduled, begun, completed: it runs and has set its timer.
const RUNNING_EVENTS = 5;

export async function startsRows(house: BenchHouse, { rounds, drained, run }: StartsSize): Promise<Row[]> {
  const [api, temporal, worker] = [await house.startApi(), await house.startTemporal(), await house.startWorker()];
  const connection = await Connection.connect({ address: house.temporalAddress });
  const client = new Client({ connection });
  const choose = chooser(posterTo(api.baseUrl));
  const template = await anEntry(house, choose);
  const drain = { ours: [] as number[], reference: [] as number[] };
  const first = { ours: [] as number[], reference: [] as number[] };
  // The first round of each warms up and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const figures = {
      relay: await relayRate(house, template, drained),
      bare: await bareRate(client, template, drained),
      chosen: await untilChosenRun(house, client, choose, run),
      started: await untilStartedRun(client, template, run),
    };
    if (round === 0) continue;
    drain.ours.push(figures.relay);
    drain.reference.push(figures.bare);
    first.ours.push(figures.chosen);
    first.reference.push(figures.started);
  }
  await connection.close();
  for (const part of [api, worker, temporal]) await part.stop();
  return [
    { metric: `starts out of the outbox, ${AT_ONCE} at once`, unit: '/s', ...drain, goal: { ratioAtLeast: 0.95 } },
    { metric: 'one choice until its workflow runs, p50', unit: 'ms', ...first, goal: null },
  ];
}

/** An outbox entry as the API writes it. */
async function anEntry({ databaseUrl }: BenchHouse, choose: Chooser): Promise<OutboxEntry> {
  for (const intake of await makeIntakes(databaseUrl, 1)) await choose(intake);
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<OutboxEntry>('select key, kind, workflow_id as "workflowId", payload from outbox limit 1');
    if (rows[0] === undefined) throw new Error('the choice left nothing in the outbox');
    return rows[0];
  });
}

function fresh(template: OutboxEntry): OutboxEntry {
  const workflowId = `conversation/cdek/${randomUUID()}`;
  return { ...template, key: `start/${workflowId}`, workflowId };
}

/** Entries that appear at once; the clock runs from when the relay takes the first until none is left. */
async function relayRate({ databaseUrl }: BenchHouse, template: OutboxEntry, count: number): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    const entries = Array.from({ length: count }, () => fresh(template));
    await client.query('truncate outbox');
    await client.query(
      `insert into outbox (key, kind, workflow_id, payload, created_at, next_attempt_at)
        select key, 'start', workflow_id, $3::jsonb, '2020-01-01', '2020-01-01' from unnest($1::text[], $2::text[]) as e (key, workflow_id)`,
      [entries.map(({ key }) => key), entries.map(({ workflowId }) => workflowId), JSON.stringify(template.payload)],
    );
    const some = async (condition: string) => (await client.query(`select 1 from outbox where ${condition} limit 1`)).rows.length > 0;
    while (!(await some(`next_attempt_at > '2020-01-01'`))) await pause(3);
    const begun = performance.now();
    while (await some('delivered_at is null')) await pause(3);
    return (count / (performance.now() - begun)) * 1000;
  });
}

async function bareRate(client: Client, template: OutboxEntry, count: number): Promise<number> {
  const starts = Array.from({ length: count }, () => () => deliverEntry(client, TASK_QUEUE, fresh(template)));
  return (await closedLoop(starts, AT_ONCE)).perSecond;
}

async function untilChosenRun({ databaseUrl }: BenchHouse, client: Client, choose: Chooser, count: number): Promise<number> {
  const begin = async (intake: Intake) => {
    await choose(intake);
    return `conversation/cdek/${intake.id}`;
  };
  const intakes = await makeIntakes(databaseUrl, count);
  return medianUntilRunning(client, intakes.map((intake) => () => begin(intake)));
}

async function untilStartedRun(client: Client, template: OutboxEntry, count: number): Promise<number> {
  const begin = async () => {
    const entry = fresh(template);
    await deliverEntry(client, TASK_QUEUE, entry);
    return entry.workflowId;
  };
  return medianUntilRunning(client, Array.from({ length: count }, () => begin));
}

/** One after the other, with a rest in between; found out by asking again and again. */
async function medianUntilRunning(client: Client, begins: readonly (() => Promise<string>)[]): Promise<number> {
  const ms: number[] = [];
  for (const begin of begins) {
    await pause(50);
    const begun = performance.now();
    const handle = client.workflow.getHandle(await begin());
    for (let events = 0; events < RUNNING_EVENTS; ) {
      events = await handle.describe().then(({ historyLength }) => historyLength, () => 0);
      if (events < RUNNING_EVENTS) await pause(3);
    }
    ms.push(performance.now() - begun);
  }
  return percentile(ms, 0.5);
}
