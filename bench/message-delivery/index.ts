// Owns the bench `message-delivery` (performance.md): what is written in one browser until it is heard in the other, through two
// API processes, against raw LISTEN/NOTIFY between two processes. Refuses to tune what it measures.
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../shared/figures.ts';
import { type BenchHouse, startBenchHouse } from '../shared/house.ts';
import { withClient } from '../shared/intakes.ts';
import type { Outcome, Row } from '../shared/outcome.ts';
import { setWallTime } from '../shared/wall-time.ts';
import { type BareSide, bareSide } from './bare.ts';
import type { Flaws, Hearing } from './hearing.ts';
import { type OurSide, ourSide } from './ours.ts';
import { talk, timesOf, waysOf } from './talk.ts';

export type DeliverySize = { conversations: number; perSecond: number; seconds: number; rounds: number };

type Both = { ours: number[]; reference: number[] };
type Found = { way: { p50: Both; p99: Both }; pure: { p50: Both; p99: Both }; steady: Flaws[]; reconnect: Flaws[] };

export async function messageDelivery(full: boolean): Promise<Outcome> {
  const size = { conversations: 100, perSecond: 200, seconds: full ? 30 : 6, rounds: full ? 5 : 3 };
  const house = await startBenchHouse();
  try {
    const [ours, bare] = [await ourSide(house, size.conversations), await bareSide(house, size.conversations)];
    const found = await measure(house, { ours, bare }, size);
    const wrongCounts = await ours.wrongUnreadCounts();
    const { conversations, perSecond, seconds, rounds } = size;
    const said = `${perSecond} messages/s over ${conversations} conversations with two browsers each, ${rounds} rounds of ${seconds} s`;
    await Promise.all([ours.stop(), bare.stop()]);
    const rows = [...rowsOf(found), wrong('managers whose unread count is wrong at the end', [wrongCounts])];
    return { bench: 'message-delivery', size: said, rows, notes: [...notes, `${ours.unreadReads()} reads of unread counts meanwhile`] };
  } finally {
    await house.stop();
  }
}

const notes = [
  'browser to browser: from the request until the event, customer and manager in turn, on different processes; the reference posts to a bare route that inserts and notifies, another process listens, selects the row and streams it',
  'from the commit: ours until the browser, the reference until the row is in the listening process, without HTTP',
  'reconnect: while 200/s go on, each line is cut and made again to the other process, and both LISTEN connections are ended',
];

async function measure(house: BenchHouse, sides: { ours: OurSide; bare: BareSide }, size: DeliverySize): Promise<Found> {
  const { ours, bare } = sides;
  const both = (): Both => ({ ours: [], reference: [] });
  const found: Found = { way: { p50: both(), p99: both() }, pure: { p50: both(), p99: both() }, steady: [], reconnect: [] };
  // The first round warms up and is not counted.
  for (let round = 0; round <= size.rounds; round += 1) {
    setWallTime();
    const mine = await talk(ours.ids, size, ours.write, ours.listenFor);
    const theirs = await talk(bare.ids, size, bare.write, bare.listenFor);
    const cut = { ...size, seconds: Math.min(size.seconds, 6) };
    const again = talk(ours.ids, cut, ours.write, ours.listenFor);
    await pause(500);
    await ours.reconnectAll(cut.seconds * 500);
    const afterCut = await again;
    found.reconnect.push(afterCut.flaws());
    if (round === 0) continue;
    found.steady.push(mine.flaws());
    add(found.way, waysOf(mine), waysOf(theirs));
    const committed = await commitTimes(house.databaseUrl);
    const pure = timesOf(mine, ({ key }) => committed.get(key));
    add(found.pure, pure, untilListener(theirs, bare, committed));
  }
  return found;
}

function add(to: { p50: Both; p99: Both }, ours: readonly number[], reference: readonly number[]): void {
  for (const [name, share] of [['p50', 0.5], ['p99', 0.99]] as const) {
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

/** Milliseconds since 1970 by text, as PostgreSQL remembers them. */
async function commitTimes(databaseUrl: string): Promise<Map<string, number>> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ text: string; at: number }>(
      `select text, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as at from messages where author <> 'bot'
        union all select text, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 from bare_messages`,
    ),
  );
  return new Map(rows.map(({ text, at }) => [text, at]));
}

function rowsOf({ way, pure, steady, reconnect }: Found): Row[] {
  return [
    { metric: 'browser to browser, p50', unit: 'ms', ...way.p50, goal: { ratioAtMost: 1.5 } },
    { metric: 'browser to browser, p99', unit: 'ms', ...way.p99, goal: { ratioAtMost: 2.5 } },
    { metric: 'from the commit, p50', unit: 'ms', ...pure.p50, goal: null },
    { metric: 'from the commit, p99', unit: 'ms', ...pure.p99, goal: null },
    wrong('lost', steady.map(({ lost }) => lost)),
    wrong('out of order', steady.map(({ outOfOrder }) => outOfOrder)),
    wrong('lost over a reconnect', reconnect.map(({ lost }) => lost)),
    wrong('out of order over a reconnect', reconnect.map(({ outOfOrder }) => outOfOrder)),
    { ...wrong('twice over a reconnect', reconnect.map(({ doubled }) => doubled)), goal: null },
  ];
}

// Not the median: one is one too many.
function wrong(metric: string, counts: readonly number[]): Row {
  return { metric, unit: '', ours: [Math.max(...counts)], reference: null, goal: { atMost: 0 } };
}
