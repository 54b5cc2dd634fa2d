import { setTimeout as pause } from 'node:timers/promises';
import { toInstant } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { withDatabase } from './database.ts';
import { type System, type PartName, startSystem } from './system.ts';
import { emptyJournal, type Journal } from './journal.ts';
import { receivePeople } from './people.ts';
import { seed } from './seeds.ts';
import { dueSteps, type Lateness, type Tolerance, wrongLadders } from './verify/ladder.ts';
import { wrongMessages } from './verify/messages.ts';
import { wrongMoves } from './verify/moves.ts';
import { wrongWorkflows } from './verify/workflows.ts';
import { witness } from './witness.ts';

export type Kill = { part: PartName; downMs: number };

export type ChaosPlan = {
  /** The parts are killed one after the other, each for this long. */
  kills: readonly Kill[];
  /** How long the system runs undisturbed before each kill. */
  calmMs: number;
  /** Conversations opened over HTTP, a third of them during an outage. Those closed at a kill are extra. */
  opened: number;
  /** Closings in progress at each kill. */
  closingsAtKill: number;
  /** Conversations whose ladder falls due meanwhile. */
  seeded: number;
  outbox: boolean;
  tolerance: Tolerance;
};

export type ChaosReport = { journal: Journal; lateness: Lateness[]; violations: string[]; logs: string };

// How far closings have got when a part is killed.
const IN_THE_MIDDLE_MS = 80;
const SETTLE_MS = 30_000;
// The rest of a round: a kill, a start and small waits.
const ROUND_EXTRA_MS = 4_000;

/** Starts the system, lets people use it, kills its parts and checks the result. Always stops what it started. */
export async function runChaos(plan: ChaosPlan, say: (line: string) => void = () => undefined): Promise<ChaosReport> {
  const system = await startSystem(plan.outbox ? {} : { CARELINE_OUTBOX: 'false' });
  const journal = emptyJournal();
  const over = new AbortController();
  const watching = witness(system.databaseUrl, journal, over.signal);
  try {
    say('Careline serves; people come');
    await letItHappen(system, journal, plan, say);
    const { violations, lateness } = await judge(system, journal, plan.tolerance);
    return { journal, lateness, violations, logs: system.logs };
  } finally {
    over.abort();
    await watching;
    await system.stop();
  }
}

async function letItHappen(
  system: System,
  journal: Journal,
  plan: ChaosPlan,
  say: (line: string) => void,
): Promise<void> {
  const { kills, opened, calmMs } = plan;
  await seed(system, journal, spread(plan));
  const people = await receivePeople(system.baseUrl, journal);
  const served = lengthOf(plan) * 0.8;
  const atKill = Math.floor(opened / 3 / kills.length);
  const come = (count: number) => Array.from({ length: count }, () => people.come(served));
  come(opened - atKill * kills.length);
  for (const { part, downMs } of kills) {
    const [closeThem] = await Promise.all([people.prepareClosings(plan.closingsAtKill), pause(calmMs)]);
    closeThem();
    await pause(IN_THE_MIDDLE_MS);
    const from = systemClock.now().getTime();
    await system.kill(part);
    come(atKill);
    await pause(downMs);
    await system.restart(part);
    const until = systemClock.now().getTime();
    journal.outages.push({ part, from, until });
    say(`${part} was killed at ${toInstant(from)}; everything served again after ${until - from} ms`);
  }
  await people.arrived();
  await untilLadderIsDone(journal, plan.tolerance.recovery);
  say('every ladder step is taken; people leave');
  await people.leave();
  say('everybody has been answered');
  await untilOutboxIsEmpty(system, plan.outbox ? SETTLE_MS : 5_000);
  for (const part of system.endedByThemselves()) journal.broken.push(`${part} ended without having been killed`);
}

/** Instants spread over the expected time of the plan. */
function spread(plan: ChaosPlan): string[] {
  const begin = systemClock.now().getTime() + 5_000;
  const length = lengthOf(plan);
  return Array.from({ length: plan.seeded }, (_, index) =>
    toInstant(begin + Math.round((index * length) / plan.seeded)),
  );
}

function lengthOf({ kills, calmMs }: ChaosPlan): number {
  return kills.reduce((sum, { downMs }) => sum + downMs + calmMs + ROUND_EXTRA_MS, 0);
}

async function untilLadderIsDone(journal: Journal, recoveryMs: number): Promise<void> {
  const steps = dueSteps(journal, toInstant(systemClock.now().getTime() + SETTLE_MS));
  const last = Math.max(...steps.map(({ at }) => at), ...journal.outages.map(({ until }) => until));
  const isDone = () => steps.every(({ conversationId, what }) => journal.seen.has(`${conversationId}/${what}`));
  while (!isDone() && systemClock.now().getTime() < last + recoveryMs) await pause(200);
}

async function untilOutboxIsEmpty({ databaseUrl }: System, withinMs: number): Promise<void> {
  await withDatabase(databaseUrl, async (client) => {
    for (const giveUpAt = performance.now() + withinMs; performance.now() < giveUpAt; await pause(200)) {
      const { rows } = await client.query('select 1 from outbox where delivered_at is null limit 1');
      if (rows.length === 0) return;
    }
  });
}

async function judge(
  { databaseUrl, temporalAddress }: System,
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
