// Owns one run of chaos: who comes when, what is killed when, and the verdict. Refuses to print.
import { setTimeout as pause } from 'node:timers/promises';
import { toInstant } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { keepWriting, openAndChoose } from './customers.ts';
import { withDatabase } from './database.ts';
import { type House, type PartName, startHouse } from './house.ts';
import { emptyJournal, type Journal } from './journal.ts';
import { type Desk, openDesk, serve } from './managers.ts';
import type { Api } from './patient-http.ts';
import { seed } from './seeds.ts';
import { dueSteps, type Lateness, type Tolerance, wrongLadders } from './verify/ladder.ts';
import { wrongMessages } from './verify/messages.ts';
import { wrongMoves } from './verify/moves.ts';
import { wrongWorkflows } from './verify/workflows.ts';
import { witness } from './witness.ts';

export type ChaosPlan = {
  /** Killed one after the other. */
  kills: readonly PartName[];
  /** How long what was killed stays down, and how long the house then has peace. */
  downMs: number;
  calmMs: number;
  /** Conversations opened over HTTP, a third of them while something is down. */
  opened: number;
  /** Requests whose ladder falls due meanwhile. */
  seeded: number;
  outbox: boolean;
  tolerance: Tolerance;
};

export type ChaosReport = { journal: Journal; lateness: Lateness[]; violations: string[]; logs: string };

const logins = ['klo-1', 'klo-2', 'klo-3', 'klo-4'];
const SETTLE_MS = 30_000;
// A kill, a start and what else a round takes.
const ROUND_EXTRA_MS = 4_000;

/** Starts the house, lets people use it, kills it piece by piece, and looks what is left. Always stops what it started. */
export async function runChaos(plan: ChaosPlan, say: (line: string) => void = () => undefined): Promise<ChaosReport> {
  const house = await startHouse(plan.outbox ? {} : { CARELINE_OUTBOX: 'false' });
  const journal = emptyJournal();
  const over = new AbortController();
  const watching = witness(house.databaseUrl, journal, over.signal);
  try {
    say('the house serves; people come');
    await letItHappen(house, journal, plan, say);
    const { violations, lateness } = await judge(house, journal, plan.tolerance);
    return { journal, lateness, violations, logs: house.logs };
  } finally {
    over.abort();
    await watching;
    await house.stop();
  }
}

async function letItHappen(
  house: House,
  journal: Journal,
  plan: ChaosPlan,
  say: (line: string) => void,
): Promise<void> {
  const api: Api = { baseUrl: house.baseUrl, report: (violation) => void journal.broken.push(violation) };
  const desk = await openDesk(api, journal, logins);
  await seed(house, journal, spread(plan));
  const closing = new AbortController();
  const writers = journal.requests.map((request) => keepWriting(api, request, closing.signal));
  const services: Promise<void>[] = [];
  let people = 0;
  const come = async () => {
    people += 1;
    const number = people;
    const request = await openAndChoose(api, journal, {
      name: `customer ${number}`,
      category: number % 3 === 0 ? 'other' : 'order',
    });
    writers.push(keepWriting(api, request, closing.signal));
    if (request.category === 'order') services.push(wanted(desk, request, number, plan));
  };
  const arrivals: Promise<void>[] = [];
  const atKill = Math.floor(plan.opened / 3 / plan.kills.length);
  for (let count = atKill * plan.kills.length; count < plan.opened; count += 1) arrivals.push(come());
  for (const part of plan.kills) {
    await pause(plan.calmMs);
    const from = systemClock.now().getTime();
    await house.kill(part);
    for (let count = 0; count < atKill; count += 1) arrivals.push(come());
    await pause(plan.downMs);
    await house.restart(part);
    const until = systemClock.now().getTime();
    journal.outages.push({ part, from, until });
    say(`${part} was killed; everything served again after ${until - from} ms`);
  }
  await Promise.all(arrivals);
  await untilLadderIsDone(journal, plan.tolerance.recovery);
  closing.abort();
  await Promise.all([...writers, ...services]);
  await untilOutboxIsEmpty(house, plan.outbox ? SETTLE_MS : 5_000);
  for (const part of house.endedByThemselves()) journal.broken.push(`${part} ended without having been killed`);
}

/** Managers come upon a request at some moment, most of them while something is down. */
async function wanted(
  desk: Desk,
  request: Parameters<typeof serve>[1],
  number: number,
  plan: ChaosPlan,
): Promise<void> {
  await pause(Math.random() * plan.kills.length * (plan.downMs + plan.calmMs) * 0.8);
  const rivals = [logins[number % logins.length] ?? '', logins[(number + 1) % logins.length] ?? ''] as const;
  await serve(desk, request, { rivals, closes: number % 2 === 0 });
}

/** Instants all over the time that the plan will take. */
function spread({ kills, downMs, calmMs, seeded }: ChaosPlan): string[] {
  const begin = systemClock.now().getTime() + 5_000;
  const length = kills.length * (downMs + calmMs + ROUND_EXTRA_MS);
  return Array.from({ length: seeded }, (_, index) => toInstant(begin + Math.round((index * length) / seeded)));
}

async function untilLadderIsDone(journal: Journal, recoveryMs: number): Promise<void> {
  const steps = dueSteps(journal, toInstant(systemClock.now().getTime() + SETTLE_MS));
  const last = Math.max(...steps.map(({ at }) => at), ...journal.outages.map(({ until }) => until));
  const isDone = () => steps.every(({ conversationId, what }) => journal.seen.has(`${conversationId}/${what}`));
  while (!isDone() && systemClock.now().getTime() < last + recoveryMs) await pause(200);
}

async function untilOutboxIsEmpty({ databaseUrl }: House, withinMs: number): Promise<void> {
  await withDatabase(databaseUrl, async (client) => {
    for (const giveUpAt = performance.now() + withinMs; performance.now() < giveUpAt; await pause(200)) {
      const { rows } = await client.query('select 1 from outbox where delivered_at is null limit 1');
      if (rows.length === 0) return;
    }
  });
}

async function judge(
  { databaseUrl, temporalAddress }: House,
  journal: Journal,
  tolerance: Tolerance,
): Promise<{ violations: string[]; lateness: Lateness[] }> {
  return withDatabase(databaseUrl, async (client) => {
    const { wrong, lateness } = await wrongLadders(client, journal, { until: toInstant(systemClock.now()), tolerance });
    const violations = [
      ...journal.broken,
      ...wrong,
      ...(await wrongMessages(client, journal)),
      ...(await wrongMoves(client, journal)),
      ...(await wrongWorkflows(client, journal, temporalAddress)),
    ];
    return { violations, lateness };
  });
}
