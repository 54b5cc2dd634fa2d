// Plays scenario files on the real system: API, worker, workflows, PostgreSQL, skipped time.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { LONGEST_MS, type PlayedFile, rehearse, root } from './run-rehearse.ts';

/** The names of scenarios that are played in a file of their own begin with this. */
export const PACKAGES = 'filkhedma';

/** Declares a test for each scenario file that is asked for, `least` of them at the least. Returns what was played. */
export function playing(isAsked: (name: string) => boolean, least: number): () => readonly PlayedFile[] {
  const scenarios = readdirSync(join(root, 'rehearsals')).filter((name) => name.endsWith('.yaml') && isAsked(name));
  let files: PlayedFile[] = [];

  beforeAll(async () => {
    const run = await rehearse('--json', ...scenarios.map((name) => join('rehearsals', name)));
    expect(run.err).not.toMatch(/Error/);
    ({ files } = JSON.parse(run.out) as { files: PlayedFile[] });
  }, LONGEST_MS);

  test('there are some', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(least);
  });

  test.each(scenarios)('%s plays as it says', (name) => {
    const played = files.find(({ file }) => file.endsWith(name));
    expect(played).toMatchObject({ ended: null, failures: [], passed: true });
  });
  return () => files;
}
