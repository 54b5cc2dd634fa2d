import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname } from 'node:path';
import { isSameProcess, parentOf, processIdentity } from './process-identity.mjs';

/**
 * Runs a verb's TypeScript under Node 24. The extra channel closes when this process dies in any way, so the verb can
 * stop itself.
 * @param {string} node
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
export function runVerb(node, script, args) {
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}` };
  const child = spawn(node, [script, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env });
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward).on('SIGHUP', forward);
  const watch = watchCaller(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      process.off('SIGINT', forward).off('SIGTERM', forward).off('SIGHUP', forward);
      if (child.connected) child.disconnect();
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/**
 * A killed npm, or the shell between npm and us, cannot pass a signal on: without this watch the verb would never stop.
 * Outside npm the launcher may outlive its shell on purpose (nohup), so only npm is watched.
 * @param {() => void} onGone
 */
function watchCaller(onGone) {
  if (process.env['npm_lifecycle_event'] === undefined) return undefined;
  const callers = callersToWatch().map((pid) => ({ pid, identity: processIdentity(pid) ?? '' }));
  const timer = setInterval(() => {
    if (callers.every(({ pid, identity }) => isSameProcess(pid, identity))) return;
    clearInterval(timer);
    onGone();
  }, 500);
  timer.unref();
  return timer;
}

function callersToWatch() {
  const parent = process.ppid;
  const above = isShell(parent) ? parentOf(parent) : null;
  return above === null || above <= 1 ? [parent] : [parent, above];
}

/** @param {number} pid */
function isShell(pid) {
  try {
    return /^(sh|dash|bash|zsh|ash|busybox)\s*$/.test(readFileSync(`/proc/${pid}/comm`, 'utf8'));
  } catch {
    return false;
  }
}
