// The cost of a database outage for a case that has something to write, and how soon it continues afterwards.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { startRealGround, type StartedGround } from '../replay/grounds.ts';
import { walk } from '../replay/walk.ts';

let database: TestDatabase;
let ground: StartedGround;

beforeAll(async () => {
  database = await freshDatabase();
  ground = await startRealGround(database.orm);
});

afterAll(async () => {
  await ground.stop();
  await database.drop();
});

// A day's outage equals 24 equal hours only if a waiting case adds no event at all.
test('an outage adds a few events when it begins and none while it lasts; the case goes on within ten seconds', async () => {
  await walk(ground, {
    ...{ name: 'outage', category: 'order' },
    async walk({ handle, accept }) {
      const events = async () => (await handle.fetchHistory()).events?.length ?? 0;
      const before = await events();
      ground.setDatabaseAway(true);
      const accepted = accept('klo-1');
      await pause(10_000);
      const atFirst = await events();
      await pause(15_000);
      expect(await events()).toBe(atFirst);
      ground.setDatabaseAway(false);
      const back = performance.now();
      await accepted;
      expect(performance.now() - back).toBeLessThan(10_000);
      expect((await events()) - before).toBeLessThan(30);
      console.log(
        `outage: ${atFirst - before} events while it lasted, ${(await events()) - before} in all, back after ${Math.round(performance.now() - back)} ms`,
      );
    },
  });
});
