// Measures how long `/livez` waits while four clients send the worst bodies. Everything stays on loopback.
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type BenchSystem, startBenchSystem } from '../shared/system.ts';
import { makeIntakes } from '../shared/intakes.ts';
import type { Outcome, Row } from '../shared/outcome.ts';
import { type Shape, worstShapes } from './shapes.ts';

const CLIENTS = 4;
const LOOK_EVERY_MS = 5;
// A request may keep the process from answering for at most this long.
const LONGEST_MS = 50;

export async function hostileBodies(full: boolean): Promise<Outcome> {
  const { rounds, forMs } = full ? { rounds: 5, forMs: 10_000 } : { rounds: 3, forMs: 2_000 };
  const system = await startBenchSystem();
  try {
    const { baseUrl } = await system.startApi();
    const rows: Row[] = [];
    for (const shape of worstShapes(await sendersOf(system, baseUrl))) {
      rows.push(await rowOf(baseUrl, shape, rounds, forMs));
    }
    return { bench: 'hostile-bodies', size: `${rounds} rounds of ${forMs} ms, ${CLIENTS} clients`, rows, notes };
  } finally {
    await system.stop();
  }
}

const notes = [
  'the longest that one /livez took in a round, against the longest without other requests; the first round is not counted',
  'each request comes from an address of its own, so that none is refused for coming too often',
];

async function sendersOf(system: BenchSystem, baseUrl: string) {
  const [customer] = await makeIntakes(system.databaseUrl, 1);
  if (customer === undefined) throw new Error('no conversation was made');
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ login: 'admin', password: 'careline' });
  const login = await fetch(`${baseUrl}/v1/login`, { method: 'POST', headers, body });
  return { customer, adminCookie: login.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
}

async function rowOf(baseUrl: string, shape: Shape, rounds: number, forMs: number): Promise<Row> {
  const [ours, reference]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const quiet = await longestLook(baseUrl, forMs);
    const senders = new Worker(new URL('./senders.ts', import.meta.url), {
      workerData: { baseUrl, shape, clients: CLIENTS },
    });
    await once(senders, 'online');
    const busy = await longestLook(baseUrl, forMs);
    await senders.terminate();
    if (round === 0) continue;
    ours.push(busy);
    reference.push(quiet);
  }
  return { metric: `/livez during: ${shape.name}`, unit: 'ms', ours, reference, goal: { atMost: LONGEST_MS } };
}

async function longestLook(baseUrl: string, forMs: number): Promise<number> {
  let longest = 0;
  for (const ends = performance.now() + forMs; performance.now() < ends; await pause(LOOK_EVERY_MS)) {
    const begun = performance.now();
    await (await fetch(`${baseUrl}/livez`)).arrayBuffer();
    longest = Math.max(longest, performance.now() - begun);
  }
  return longest;
}
