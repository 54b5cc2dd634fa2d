// Owns where the databases of a mutation run may stand in memory: making one there takes a tenth of the time, and each mutant
// needs some. Refuses to use the last of the memory.
import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const SHARED_MEMORY = '/dev/shm';
const ENOUGH_BYTES = 3 * 1024 ** 3;

/** A folder for the data of PostgreSQL; `null` where the machine has none in memory, or a small one. */
export function memoryFolder(): string | null {
  if (!existsSync(SHARED_MEMORY)) return null;
  const { bavail, bsize } = statfsSync(SHARED_MEMORY);
  return bavail * bsize < ENOUGH_BYTES ? null : join(SHARED_MEMORY, `careline-mutation-${process.getuid?.() ?? 'own'}`);
}
