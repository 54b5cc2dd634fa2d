// A killed holder does not keep the lock: a lock file counts only while its process lives.
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isSameProcess, processIdentity } from './process-identity.mjs';

/**
 * @typedef {{ pid: number, identity: string }} Holder
 */

/**
 * Runs the work while holding the lock; waits while another living process holds it.
 * @template T
 * @param {string} path of the lock file
 * @param {(holder: Holder) => void} onWait called once when another process holds it
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, onWait, work) {
  let told = false;
  for (;;) {
    if (tryLock(path)) break;
    const holder = holderOf(path);
    if (holder && !told) {
      onWait(holder);
      told = true;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/**
 * Takes the lock if no living process holds it.
 * @param {string} path
 * @returns {boolean}
 */
export function tryLock(path) {
  if (linked(path)) return true;
  if (holderOf(path)) return false;
  removeStale(path);
  return linked(path);
}

/**
 * The living process that holds the lock, or null.
 * @param {string} path
 * @returns {Holder | null}
 */
export function holderOf(path) {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8'));
    return isSameProcess(holder.pid, holder.identity) ? holder : null;
  } catch {
    return null;
  }
}

// A link is made whole or not at all, so a half-written holder is never read.
/** @param {string} path */
function linked(path) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) }));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

// If two waiters see a dead holder, only one may remove its lock: the second would remove the first one's new lock.
/** @param {string} path */
function removeStale(path) {
  const breaking = `${path}.breaking`;
  if (!linked(breaking)) {
    if (ageMs(breaking) > 10_000) rmSync(breaking, { force: true });
    return;
  }
  try {
    if (!holderOf(path)) rmSync(path, { force: true });
  } finally {
    rmSync(breaking, { force: true });
  }
}

/** @param {string} path */
function ageMs(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
