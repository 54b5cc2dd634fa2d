// Two hundred open cases through three published versions and one move: each keeps its version, or has the one that it
// was moved to, and each takes its next step by that version's time.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { moscow } from '../harness/builders.ts';
import { type Caller, type Careline, startCareline } from '../harness/careline.ts';
import { booked } from '../harness/packages.ts';
import { until } from '../harness/until.ts';

const START = moscow('2031-03-03 10:00');
const CHATS_OF_EACH = 35;
const PACKAGES_OF_EACH = 15;

let system: Careline;
let admin: Caller;
let desk: Caller;
beforeAll(async () => {
  system = await startCareline(START);
  [admin, desk] = [await system.staff('admin'), await system.staff('cs-1')];
});
afterAll(() => system.stop());

/** By version: minutes until a request is overdue, and hours until an unpaid package gets its ticket. */
const ladder: Record<number, string> = { 1: 'PT10M', 2: 'PT12M', 3: 'PT14M', 4: 'PT16M' };
const ticketAfter: Record<number, string> = { 1: 'PT2H', 2: 'PT3H', 3: 'PT4H', 4: 'PT5H' };

// oxlint-disable-next-line typescript/no-explicit-any -- the document is changed in parts
async function publish(program: string, version: number, change: (rules: any) => void): Promise<void> {
  const { document } = (await admin.get(`/v1/programs/${program}/versions/${version - 1}`)).body;
  change(document.program);
  const draft = (await admin.post(`/v1/programs/${program}/drafts`, { base: version - 1, document })).body;
  const published = await admin.post(`/v1/drafts/${draft.id}/publish`, { note: `version ${version}` });
  expect(published.body).toMatchObject({ version });
}

async function publishBoth(version: number): Promise<void> {
  await publish('cdek', version, ({ conversation }) => {
    conversation.queues.klo.ladder[0].after = ladder[version];
  });
  await publish('filkhedma', version, ({ servicePackage }) => {
    servicePackage.chase.ticketAfter = ticketAfter[version];
  });
}

type Kept = { id: string; process: string; version: number; begun: Instant; nextAt: Instant; stage: string };

const readCases = () =>
  rows<Kept>(
    system.database.orm.em.fork(),
    sql`select k.id, k.process, (p.policy ->> 'programVersion')::int as version, k.stage,
        coalesce(k.state ->> 'waitingSince', k.opened_at::text) as begun, t.steps -> 0 ->> 'at' as "nextAt"
      from cases k join policy_snapshots p on p.digest = k.policy_digest join case_timetables t on t.case_id = k.id
      where k.owner_id is null and k.open order by k.id`,
  );

/** What a case must do next by a version: the packages are booked in working hours that last until the evening. */
function expectedNext({ process, begun }: Kept, version: number): Instant {
  const after = (process === 'conversation' ? ladder : ticketAfter)[version];
  if (after === undefined) throw new Error(`there is no version ${version}`);
  return later(new Date(begun).toISOString(), after);
}

test('each keeps or changes exactly as said', async () => {
  const openedUnder = new Map<string, number>();
  for (const version of [1, 2, 3, 4]) {
    if (version > 1) await publishBoth(version);
    for (let count = 0; count < CHATS_OF_EACH; count += 1)
      openedUnder.set((await system.waitingCustomer('order')).conversationId, version);
    for (let count = 0; count < PACKAGES_OF_EACH; count += 1)
      openedUnder.set((await booked(desk, { customer: customerOf(version, count) })).id, version);
  }
  await system.relay();
  expect(openedUnder.size).toBe(200);
  const before = await readCases();
  expect(before.map(({ id }) => id).toSorted()).toEqual([...openedUnder.keys()].toSorted());
  for (const one of before)
    expect([one.version, one.nextAt]).toEqual([openedUnder.get(one.id), expectedNext(one, one.version)]);

  // The chats of the second version go to the fourth, and three packages of the first.
  const chosen = before.filter(({ process, version }) => process === 'service-package' && version === 1).slice(0, 3);
  const moved = [
    await admin.post('/v1/programs/cdek/versions/4/move-cases', { filter: { fromVersion: 2 }, dryRun: false }),
    await admin.post('/v1/programs/filkhedma/versions/4/move-cases', {
      filter: { caseIds: chosen.map(({ id }) => id) },
      dryRun: false,
    }),
  ].flatMap(({ body }) => body.moved.map(({ caseId }: { caseId: string }) => caseId));
  expect(moved).toHaveLength(CHATS_OF_EACH + 3);
  await system.relay();
  const versionAfter = (id: string) => (moved.includes(id) ? 4 : openedUnder.get(id));
  const after = await until(readCases, (found) => found.every(({ id, version }) => version === versionAfter(id)));
  for (const one of after) expect(one.nextAt).toBe(expectedNext(one, versionAfter(one.id) ?? 0));
  for (const { id, ...one } of before.filter((found) => !moved.includes(found.id)))
    expect(after.find((found) => found.id === id)).toEqual({ id, ...one });

  // Between the times of the versions only those of the earlier ones are overdue.
  const latest =
    after
      .map(({ begun }) => new Date(begun).toISOString())
      .toSorted()
      .at(-1) ?? START;
  await system.advance(later(latest, 'PT13M'));
  const overdue = await rows<{ id: string }>(
    system.database.orm.em.fork(),
    sql`select id from cases where process = 'conversation' and overdue order by id`,
  );
  const early = after.filter(({ id, process }) => process === 'conversation' && (versionAfter(id) ?? 9) <= 2);
  expect(overdue.map(({ id }) => id)).toEqual(early.map(({ id }) => id));
});

const customerOf = (version: number, count: number) => ({
  name: `Customer ${version}-${count}`,
  phone: `0100${version}${String(count).padStart(6, '0')}`,
  address: 'Maadi',
});
