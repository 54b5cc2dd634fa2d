// Owns running one outside command to its end with a time limit. Refuses to know what the command is for.
import { spawn } from 'node:child_process';

/**
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, limitMs: number, uid?: number, gid?: number, onLine?: (line: string) => void }} RunOptions
 */

/**
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} options
 * @returns {Promise<{ ok: boolean, output: string }>} never throws; a command that cannot start is not ok
 */
export function runCommand(command, args, { limitMs, onLine, ...how }) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { ...how, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => {
      output += `\nstopped after ${Math.round(limitMs / 1000)} s without an end`;
      child.kill('SIGKILL');
    }, limitMs);
    const stop = () => child.kill('SIGTERM');
    process.once('SIGINT', stop).once('SIGTERM', stop);
    /** @param {boolean} ok */
    const settle = (ok) => {
      clearTimeout(timer);
      process.off('SIGINT', stop).off('SIGTERM', stop);
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
 * The last lines of a command's output, for a failure's sentence.
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
