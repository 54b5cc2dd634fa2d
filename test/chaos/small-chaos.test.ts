// Few conversations, one kill each. `npm run chaos` is the large form.
import { describe, expect, test } from '@jest/globals';
import { type ChaosPlan, runChaos } from './run-chaos.ts';

// Not a bench: `npm run chaos` measures how late a step may come.
const tolerance = { calm: 30_000, recovery: 45_000 };
const small: Omit<ChaosPlan, 'kills'> = {
  calmMs: 3_000,
  opened: 6,
  // A closing whose API died is answered only after a minute, which `npm run chaos` waits for.
  closingsAtKill: 0,
  seeded: 8,
  outbox: true,
  tolerance,
};

test('nothing acknowledged is lost and no step is doubled when worker and API are killed', async () => {
  const kills = [
    { part: 'worker', downMs: 2_000 },
    { part: 'API', downMs: 2_000 },
  ] as const;
  const { violations, journal } = await runChaos({ ...small, kills });
  expect(violations).toEqual([]);
  expect(journal.outages).toHaveLength(2);
  expect(journal.answers.length).toBeGreaterThan(0);
}, 120_000);

describe('cases that were begun while Temporal was down', () => {
  // Much longer than the API's own first try to start a new workflow.
  const kills = [{ part: 'Temporal', downMs: 10_000 }] as const;
  const begunMeanwhile = { ...small, kills, seeded: 0, tolerance: { calm: 0, recovery: 0 } };

  test('are started by the outbox, and wait where their records do', async () => {
    const { violations, journal } = await runChaos(begunMeanwhile);
    expect(violations).toEqual([]);
    expect(journal.requests.filter(({ seededSince }) => seededSince === null)).toHaveLength(small.opened);
  }, 120_000);

  test('are missing without it, which is seen', async () => {
    const { violations } = await runChaos({ ...begunMeanwhile, outbox: false });
    expect(violations).toContainEqual(expect.stringMatching(/the outbox still has an entry/));
  }, 120_000);
});
