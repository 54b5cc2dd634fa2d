import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isSameProcess, processGone, processIdentity } from './process-identity.mjs';

/**
 * `pidFile` records the command while it runs, so that `endLeftover` can end it after we were killed.
 * @typedef {{
 *   cwd?: string, env?: NodeJS.ProcessEnv, uid?: number, gid?: number,
 *   limitMs: number, pidFile?: string, onLine?: (line: string) => void,
 * }} RunOptions
 */

/**
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} options
 * @returns {Promise<{ ok: boolean, output: string }>} never throws; a command that cannot start is not ok
 */
export function runCommand(command, args, { limitMs, pidFile, onLine, ...how }) {
  return new Promise((resolve) => {
    let output = '';
    // A separate group, so that the command's helpers can be ended together with it.
    const child = spawn(command, args, { ...how, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    if (pidFile && child.pid) writeDown(pidFile, child.pid);
    const timer = setTimeout(() => {
      output += `\nstopped after ${Math.round(limitMs / 1000)} s without an end`;
      endGroup(child.pid, 'SIGKILL');
    }, limitMs);
    const stop = () => endGroup(child.pid, 'SIGTERM');
    process.once('SIGINT', stop).once('SIGTERM', stop);
    /** @param {boolean} ok */
    const settle = (ok) => {
      clearTimeout(timer);
      process.off('SIGINT', stop).off('SIGTERM', stop);
      if (pidFile) rmSync(pidFile, { force: true });
      resolve({ ok, output: output.trim() });
    };
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      const text = chunk.toString('utf8');
      output = (output + text).slice(-20_000);
      if (onLine) for (const line of text.split('\n')) onLine(line);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => {
      output += error.message;
      settle(false);
    });
    child.on('close', (code) => settle(code === 0));
  });
}

/**
 * Ends a command that a killed launcher has left running.
 * @param {string} pidFile
 */
export async function endLeftover(pidFile) {
  try {
    const { pid, identity } = JSON.parse(readFileSync(pidFile, 'utf8'));
    if (isSameProcess(pid, identity)) endGroup(pid, 'SIGKILL');
    await processGone(pid, identity, 5000);
  } catch {
    // Nothing was left.
  }
  rmSync(pidFile, { force: true });
}

/**
 * The last lines of a command's output, for an error message.
 * @param {string} output
 * @param {number} [lines]
 */
export function tail(output, lines = 3) {
  return output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-lines)
    .join('\n');
}

/**
 * @param {string} pidFile
 * @param {number} pid
 */
function writeDown(pidFile, pid) {
  writeFileSync(pidFile, JSON.stringify({ pid, identity: processIdentity(pid) }));
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function endGroup(pid, signal) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has already ended.
  }
}
