// A pid can be reused, so a process is recognised by its identity.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';

/**
 * A string that no other process shares, even one that later gets the same pid; null when it does not run. A zombie
 * counts as gone: it holds no port and no file.
 * @param {number} pid
 * @returns {string | null}
 */
export function processIdentity(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return platform() === 'linux' ? linuxIdentity(pid) : posixIdentity(pid);
}

/**
 * @param {number} pid
 * @param {string} identity as `processIdentity` gave it when the process was started
 */
export function isSameProcess(pid, identity) {
  return processIdentity(pid) === identity;
}

/**
 * The parent's pid, or null when the process is gone.
 * @param {number} pid
 * @returns {number | null}
 */
export function parentOf(pid) {
  if (platform() !== 'linux') return Number(ps(pid, 'ppid=')) || null;
  return Number(statFields(pid)?.[1]) || null;
}

/**
 * The process group, or null when the process is gone.
 * @param {number} pid
 * @returns {number | null}
 */
export function groupOf(pid) {
  if (platform() !== 'linux') return Number(ps(pid, 'pgid=')) || null;
  return Number(statFields(pid)?.[2]) || null;
}

/**
 * The pids of all processes that this one may see.
 * @returns {number[]}
 */
export function allProcesses() {
  if (platform() === 'linux') return readdirSync('/proc').map(Number).filter(Number.isInteger);
  return execFileSync('ps', ['-A', '-o', 'pid='], { encoding: 'utf8' }).trim().split(/\s+/).map(Number);
}

/**
 * Waits until the process is gone.
 * @param {number} pid
 * @param {string} identity
 * @param {number} limitMs
 * @returns {Promise<boolean>} false when it still runs after the limit
 */
export async function processGone(pid, identity, limitMs) {
  const attempts = Math.ceil(limitMs / 25);
  for (let attempt = 0; attempt <= attempts; attempt += 1) {
    if (!isSameProcess(pid, identity)) return true;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return false;
}

/** @param {number} pid */
function linuxIdentity(pid) {
  const fields = statFields(pid);
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return null;
  return `${bootId()}/${fields[19]}`;
}

/** @param {number} pid */
function posixIdentity(pid) {
  const started = ps(pid, 'lstart=');
  return started === '' ? null : started;
}

/**
 * The fields of /proc/<pid>/stat after the command's name, which may itself hold spaces and brackets.
 * @param {number} pid
 */
function statFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

// Start times count from the boot, so they repeat after a reboot unless the boot is part of the identity.
function bootId() {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return 'boot';
  }
}

/**
 * @param {number} pid
 * @param {string} column
 */
function ps(pid, column) {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}
