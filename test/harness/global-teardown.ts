import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { TestPostgres } from './global-setup.ts';

/** Runs once after all tests. */
export default async function globalTeardown(): Promise<void> {
  const started = (globalThis as { carelineTestPostgres?: TestPostgres }).carelineTestPostgres;
  if (!started) return;
  await started.postgres.stop();
  rmSync(dirname(started.dataDir), { recursive: true, force: true });
}
