// Measures a message from one browser to the other, through two API processes, against raw LISTEN/NOTIFY between two
// processes.
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../shared/figures.ts';
import { type BenchSystem, startBenchSystem } from '../shared/system.ts';
import { withClient } from '../shared/intakes.ts';
import type { Outcome, Row } from '../shared/outcome.ts';
import { setWallTime } from '../shared/wall-time.ts';
import { type BareSide, bareSide } from './bare.ts';
import type { Flaws, Hearing } from './hearing.ts';
import { type OurSide, ourSide } from './ours.ts';
import { type Both, type Found, rowsOf, wrong } from './rows.ts';
import { mostPerSecond, talk, timesOf, waysOf } from './talk.ts';

type Size = { conversations: number; perSecond: number; seconds: number; rounds: number };
type Sides = { ours: OurSide; bare: BareSide };
// The design's rate. Beyond half of the machine's capacity, latency would only show the length of the queue.
const PER_SECOND = 200;
const SHARE_OF_MOST = 0.5;

export async function messageDelivery(full: boolean): Promise<Outcome> {
  const system = await startBenchSystem();
  try {
    const conversations = 100;
    const sides = { ours: await ourSide(system, conversations), bare: await bareSide(system, conversations) };
    const most = await capacities(sides);
    const possible = Math.max(10, Math.floor((Math.min(...most.ours) * SHARE_OF_MOST) / 10) * 10);
    const perSecond = full ? PER_SECOND : Math.min(PER_SECOND, possible);
    const size = { conversations, perSecond, seconds: full ? 30 : 6, rounds: full ? 5 : 3 };
    const rows = rowsOf(await measure(system, sides, size));
    const counts = wrong('managers whose unread count is wrong at the end', [await sides.ours.wrongUnreadCounts()]);
    await Promise.all([sides.ours.stop(), sides.bare.stop()]);
    const said = `${perSecond} messages/s over ${conversations} conversations with two browsers each, ${size.rounds} rounds of ${size.seconds} s`;
    const capacity: Row = { metric: 'messages, 16 at once', unit: '/s', ...most, goal: null };
    const reads = `${sides.ours.unreadReads()} reads of unread counts meanwhile`;
    return { bench: 'message-delivery', size: said, rows: [...rows, counts, capacity], notes: [...notes, reads] };
  } finally {
    await system.stop();
  }
}

const notes = [
  'browser to browser: from the request until the event, customer and manager in turn, on different processes; the reference posts to a bare route that inserts and notifies, another process listens, selects the row and streams it',
  'from the commit: ours until the browser, the reference until the row is in the listening process, without HTTP',
  'reconnect: while messages go on, each line is cut and made again to the other process, and both LISTEN connections are ended',
  `at most ${PER_SECOND}/s and half of what this machine can do at the time; --full takes ${PER_SECOND}/s in any case`,
];

/** The capacity of each side; the first round is a warm-up. */
async function capacities({ ours, bare }: Sides): Promise<Both> {
  const most: Both = { ours: [], reference: [] };
  for (let round = 0; round < 3; round += 1) {
    const size = { count: 300, atOnce: 16 };
    const rates = [
      await mostPerSecond(ours.ids, size, ours.write, ours.listenFor),
      await mostPerSecond(bare.ids, size, bare.write, bare.listenFor),
    ] as const;
    if (round === 0) continue;
    most.ours.push(rates[0]);
    most.reference.push(rates[1]);
  }
  return most;
}

async function measure(system: BenchSystem, { ours, bare }: Sides, size: Size): Promise<Found> {
  const both = (): Both => ({ ours: [], reference: [] });
  const found: Found = {
    way: { p50: both(), p99: both() },
    pure: { p50: both(), p99: both() },
    steady: [],
    reconnect: [],
  };
  for (let round = 0; round < size.rounds; round += 1) {
    setWallTime();
    const mine = await talk(ours.ids, size, ours.write, ours.listenFor);
    const theirs = await talk(bare.ids, size, bare.write, bare.listenFor);
    found.steady.push(mine.flaws());
    found.reconnect.push(await overReconnect(ours, size));
    add(found.way, waysOf(mine), waysOf(theirs));
    const committed = await commitTimes(system.databaseUrl);
    const pure = timesOf(mine, ({ key }) => committed.get(key));
    add(found.pure, pure, untilListener(theirs, bare, committed));
  }
  return found;
}

async function overReconnect(ours: OurSide, size: Size): Promise<Flaws> {
  const talking = talk(ours.ids, { ...size, seconds: 6 }, ours.write, ours.listenFor);
  await pause(500);
  await ours.reconnectAll(3_000);
  return (await talking).flaws();
}

function add(to: { p50: Both; p99: Both }, ours: readonly number[], reference: readonly number[]): void {
  for (const [name, share] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const) {
    to[name].ours.push(percentile(ours, share));
    to[name].reference.push(percentile(reference, share));
  }
}

function untilListener(hearing: Hearing, bare: BareSide, committed: ReadonlyMap<string, number>): number[] {
  return hearing.sent().flatMap(({ key }) => {
    const [begun, ended] = [committed.get(key), bare.listenerHadAt(key)];
    return begun === undefined || ended === undefined ? [] : [ended - begun];
  });
}

/** Commit times by text, in milliseconds since 1970, from PostgreSQL. */
async function commitTimes(databaseUrl: string): Promise<Map<string, number>> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ text: string; at: number }>(
      `select text, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as at from messages where author <> 'bot'
        union all select text, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 from bare_messages`,
    ),
  );
  return new Map(rows.map(({ text, at }) => [text, at]));
}
