// The shipped programs are an installation's first versions. Later its database counts.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { takeShippedPrograms } from '../../api/server/shipped-programs.ts';
import { listDrafts } from '../../db/read/program-drafts.ts';
import { listVersions, versionsAfter } from '../../db/read/program-versions.ts';
import { deleteDraft } from '../../db/write/program-drafts.ts';
import { insertVersion, lockPublishing } from '../../db/write/program-versions.ts';
import { firstVersions } from '../../programs/shipped.ts';
import { manualClock } from '../harness/api.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

const clock = manualClock();
let database: TestDatabase;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const start = (ship?: typeof firstVersions) =>
  takeShippedPrograms({ orm: database.orm, clock }, ship && ((at) => ship(at)));

/** The shipped programs of a later release, in which cdek has another document. */
const later: typeof firstVersions = (at) =>
  firstVersions(at).map((version) => (version.program === 'cdek' ? { ...version, digest: 'a later one' } : version));

test('what is shipped is published once, however often processes start', async () => {
  await Promise.all([start(), start(), start()]);
  const versions = await versionsAfter(em(), 0);
  expect(versions.map(({ program, version }) => `${program} ${version}`).toSorted()).toEqual([
    ...['cdek 1', 'filkhedma 1', 'petrx 1', 'pod 1', 'vet 1'],
  ]);
  expect(await listDrafts(em(), 'cdek')).toEqual([]);
});

test('a newer shipped document is offered as a draft, once, and is not taken', async () => {
  await Promise.all([start(later), start(later)]);
  const drafts = await listDrafts(em(), 'cdek');
  expect(drafts).toMatchObject([{ base: 1, createdBy: 'careline', name: 'Shipped with this release' }]);
  expect(await listVersions(em(), 'cdek')).toHaveLength(1);
  for (const { id } of drafts) await deleteDraft(em(), id);
  await start(later);
  expect(await listDrafts(em(), 'cdek')).toEqual([]);
});

test('what was changed here stays: the shipped document is known already', async () => {
  const [own] = firstVersions('2031-03-03T07:00:00.000Z').filter(({ program }) => program === 'filkhedma');
  if (own === undefined) throw new Error('filkhedma is not shipped');
  await em().transactional(async (tx) => {
    await lockPublishing(tx);
    await insertVersion(tx, { ...own, digest: 'changed here', publishedBy: 'admin' });
  });
  await start();
  expect(await listDrafts(em(), 'filkhedma')).toEqual([]);
  expect(await listVersions(em(), 'filkhedma')).toMatchObject([{ version: 2, publishedBy: 'admin' }, { version: 1 }]);
});
