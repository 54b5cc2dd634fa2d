// The SDK starts the time-skipping server without telling its pid. It is found here, so that it ends even if we are
// killed.
import { readdirSync, readFileSync } from 'node:fs';
import { parentOf, processIdentity } from '../../bin/launch/process-identity.mjs';
import { putOnLeash } from '../../bin/stack/leash.ts';

// Stops before PostgreSQL, which its worker uses.
const ORDER = 1;

/**
 * Puts our newest child with this program on the leash; returns a function that takes it off. Works only on Linux,
 * which lists child processes.
 */
export function leashServer(program: string): () => void {
  const pid = childrenRunning(program).at(-1);
  const identity = pid === undefined ? null : processIdentity(pid);
  if (pid === undefined || identity === null) return () => undefined;
  return putOnLeash({ name: 'temporal-test-server', order: ORDER, pid, identity, stopSignal: 'SIGTERM' });
}

function childrenRunning(program: string): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => parentOf(pid) === process.pid && commandOf(pid) === program)
      .sort((one, other) => one - other);
  } catch {
    return [];
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '';
  } catch {
    return '';
  }
}
