// CARELINE_TEST_POSTGRES is the URL of the run's administrative database. Tests make their own databases beside it.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isSameProcess, processIdentity } from '../../bin/launch/process-identity.mjs';
import { startPostgres, type Postgres } from '../../bin/stack/postgres.ts';

const folder = resolve(import.meta.dirname, '../../.careline/test');

/** For the teardown. Passed on globalThis, because jest loads both files separately. */
export type TestPostgres = { postgres: Postgres; dataDir: string };

/** Runs once before all tests. A URL that is already set stays: several runs may share one server. */
export default async function globalSetup(): Promise<void> {
  if (!process.env['CARELINE_TEST_POSTGRES']) await startTestPostgres(folder);
}

/** Starts it with its data in its own folder within `parent`; global-teardown.ts stops it. */
export async function startTestPostgres(parent: string): Promise<void> {
  requireNode24();
  mkdirSync(parent, { recursive: true });
  removeLeftovers(parent);
  const run = mkdtempSync(join(parent, `run-${process.pid}-`));
  chmodSync(run, 0o711); // PostgreSQL may run as another user, who needs access
  const dataDir = join(run, 'postgres');
  const postgres = await startPostgres({ dataDir, durable: false });
  process.env['CARELINE_TEST_POSTGRES'] = postgres.url('postgres');
  (globalThis as { carelineTestPostgres?: TestPostgres }).carelineTestPostgres = { postgres, dataDir };
}

function requireNode24(): void {
  if (process.versions.node.startsWith('24.')) return;
  throw new Error(
    `The tests need Node 24 and this is ${process.versions.node}: run "npm test -- FILE…", which brings it along.`,
  );
}

// Killed runs have left their folders behind. The folder of a living run is named after its pid.
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(/^run-(\d+)-/.exec(name)?.[1]);
    const alive = Number.isInteger(pid) && isSameProcess(pid, processIdentity(pid) ?? '');
    if (name.startsWith('run-') && !alive) rmSync(join(parent, name), { recursive: true, force: true });
  }
}
