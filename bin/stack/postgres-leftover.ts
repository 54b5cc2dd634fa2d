// While PostgreSQL runs, its data folder holds its port. After a kill it may hold a stale lock file, and the server may
// still run.
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { processGone, processIdentity } from '../launch/process-identity.mjs';

/**
 * Stops a server that still runs on this data folder and removes its lock file. The caller must know that no living
 * owner uses the folder.
 */
export async function stopLeftover(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  const pid = pidIn(pidFile);
  if (pid === null) return;
  const identity = processIdentity(pid);
  if (identity !== null && isPostmasterOf(pid, dataDir)) {
    // Fast, then immediate, then kill; crash recovery repairs the rest.
    for (const [signal, graceMs] of [
      ['SIGINT', 8000],
      ['SIGQUIT', 4000],
      ['SIGKILL', 2000],
    ] as const) {
      process.kill(pid, signal);
      if (await processGone(pid, identity, graceMs)) break;
    }
  }
  // PostgreSQL itself would trust a foreign process that happens to have the same pid.
  rmSync(pidFile, { force: true });
}

/** The port of the server that runs on this data folder, or null when none does. */
export function runningPort(dataDir: string): number | null {
  const pidFile = join(dataDir, 'postmaster.pid');
  const pid = pidIn(pidFile);
  if (pid === null || !isPostmasterOf(pid, dataDir)) return null;
  // The port is in the fourth line: https://www.postgresql.org/docs/18/storage-file-layout.html, utils/pidfile.h
  const port = Number(readFileSync(pidFile, 'utf8').split('\n')[3]);
  return Number.isInteger(port) && port > 0 ? port : null;
}

function pidIn(pidFile: string): number | null {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/** True when the process is PostgreSQL on that folder: a postmaster's working directory is its data folder. */
export function isPostmasterOf(pid: number, dataDir: string): boolean {
  try {
    if (process.platform === 'linux') {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir) && commandOf(pid).includes('postgres');
    }
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(dataDir);
  } catch {
    return false;
  }
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
}
