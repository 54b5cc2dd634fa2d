// Owns node_modules: is it exactly what package-lock.json says, and if not, installing it. Refuses to know single packages.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cleanNpmEnvironment, npmCli } from './npm.mjs';
import { longPart } from './progress.mjs';
import { Remedy } from './remedy.mjs';
import { runCommand, tail } from './run-command.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} LockedPackage
 */

/**
 * True when node_modules was installed whole from the present package-lock.json.
 * The stamp lies inside node_modules, so an interrupted install, which begins by emptying it, leaves none.
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
  const total = Object.values(packagesIn(join(root, 'package-lock.json')) ?? {}).filter(fitsHere).length;
  const part = longPart(`Installing ${total} packages with npm`);
  let fetched = 0;
  const { ok, output } = await runCommand(node, [npmCli(), 'ci', ...flags(root)], {
    cwd: root,
    env: { ...cleanNpmEnvironment(), PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}` },
    limitMs: 1_500_000,
    onLine(line) {
      if (/^npm http (fetch|cache) /.test(line)) part.note(`${Math.min((fetched += 1), total)} of ${total} fetched`);
    },
  });
  part.done(ok ? 'done' : 'failed');
  if (!ok) {
    const why = tail(
      output
        .split('\n')
        .filter((line) => !line.startsWith('npm http'))
        .join('\n'),
      6,
    );
    throw new Remedy(`The packages could not be installed. Check the network and run this again; npm said:\n${why}`);
  }
  writeFileSync(join(root, 'node_modules', '.careline-stamp'), lockHash(root));
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

// npm writes its own record as the last step; when that agrees with the lockfile, somebody ran npm without us.
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
