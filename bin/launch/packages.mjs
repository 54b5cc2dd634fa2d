import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cleanNpmEnvironment, npmCli, npmComplaint } from './npm.mjs';
import { longPart } from './progress.mjs';
import { Remedy } from './remedy.mjs';
import { endLeftover, runCommand } from './run-command.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string> }} LockedPackage
 */

/**
 * True when node_modules was completely installed from the current package-lock.json. The stamp is inside node_modules:
 * an interrupted install, which begins by emptying it, leaves none.
 * @param {string} root
 */
export function packagesAreReady(root) {
  const stamp = join(root, 'node_modules', '.careline-stamp');
  const wanted = lockHash(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  if (!installedByHand(root)) return false;
  writeFileSync(stamp, wanted);
  return true;
}

/**
 * @param {string} root
 * @param {string} node the path of Node 24; npm itself must run under it, or it picks older majors
 */
export async function ensurePackages(root, node) {
  const locked = packagesIn(join(root, 'package-lock.json')) ?? {};
  const total = Object.values(locked).filter(fitsHere).length;
  const pidFile = join(root, '.careline', 'installing.json');
  await endLeftover(pidFile);
  // An interrupted install may leave half a package, and "npm install" would take it for a whole one.
  rmSync(join(root, 'node_modules'), { recursive: true, force: true });
  const part = longPart(`Installing ${total} packages with npm`);
  const progress = fetchProgress(total);
  part.note(progress(''));
  const { ok, output } = await runCommand(node, [npmCli(), ...command(locked), ...flags(root)], {
    cwd: root,
    env: { ...cleanNpmEnvironment(), PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}` },
    limitMs: 1_500_000,
    pidFile,
    onLine: (line) => part.note(progress(line)),
  });
  part.done(ok ? 'done' : 'failed');
  if (!ok) {
    throw new Remedy(
      `The packages could not be installed. Check the network and run this again; npm said:\n${npmComplaint(output)}`,
    );
  }
  writeFileSync(join(root, 'node_modules', '.careline-stamp'), lockHash(root));
}

/**
 * Reads npm's lines. npm first looks up what the lockfile lacks and searches its cache, which can take most of a
 * minute; then it fetches.
 * @param {number} total
 * @returns {(line: string) => string} the progress after one more of npm's lines
 */
export function fetchProgress(total) {
  let [asked, fetched] = [0, 0];
  return (line) => {
    if (/^npm http (fetch|cache) .*\.tgz\b/.test(line)) fetched += 1;
    else if (/^npm http (fetch|cache) /.test(line)) asked += 1;
    if (fetched > 0) return `${Math.min(fetched, total)} of ${total} fetched`;
    return `0 of ${total} fetched, ${asked === 0 ? 'npm is reading the lockfile' : `npm has looked up ${asked}`}`;
  };
}

/**
 * A registry with packages of only some platforms leaves the others out of the lockfile, and "npm ci" refuses such a
 * file. "npm install --no-save" takes the same versions from it and tolerates missing packages.
 * @param {Record<string, LockedPackage>} locked
 */
function command(locked) {
  return lockIsComplete(locked) ? ['ci'] : ['install', '--no-save'];
}

/**
 * True when every optional dependency of every package has its entry.
 * @param {Record<string, LockedPackage>} locked
 */
export function lockIsComplete(locked) {
  return Object.entries(locked).every(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).every((name) => placesFor(path, name).some((place) => place in locked)),
  );
}

/**
 * The places where Node looks for a package, nearest first.
 * @param {string} path of the package that asks, as in the lockfile
 * @param {string} name
 */
function placesFor(path, name) {
  const levels = path.split('/node_modules/');
  const nested = levels.map(
    (_, depth) => `${levels.slice(0, levels.length - depth).join('/node_modules/')}/node_modules/${name}`,
  );
  return [...nested, `node_modules/${name}`];
}

/** @param {string} root */
function flags(root) {
  const kinds = ['--include=dev', '--include=optional', '--global=false', '--engine-strict=true'];
  return ['--prefix', root, ...kinds, '--no-audit', '--no-fund', '--loglevel=http'];
}

/** @param {string} root */
function lockHash(root) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${lock} ${process.platform} ${process.arch}\n`;
}

// npm writes its own record as the last step: if it agrees with the lockfile, a person ran npm directly.
/** @param {string} root */
function installedByHand(root) {
  const locked = packagesIn(join(root, 'package-lock.json'));
  const present = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (!locked || !present) return false;
  return Object.entries(locked).every(
    ([path, wanted]) => path === '' || present[path]?.version === wanted.version || (wanted.optional && !present[path]),
  );
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | null}
 */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** @param {LockedPackage} locked */
function fitsHere({ os, cpu, libc }) {
  return (
    (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch)) && (!libc || libc.includes('glibc'))
  );
}
