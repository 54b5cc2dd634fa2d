import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporalBinary } from '../temporal-binary.mjs';
import { withLock } from './lock.mjs';
import { ensureNode24 } from './node24.mjs';
import { ensurePackages, packagesAreReady } from './packages.mjs';
import { say } from './progress.mjs';
import { Remedy, sayFailure } from './remedy.mjs';
import { runVerb } from './run-verb.mjs';
import { ensureWeb } from './web-build.mjs';

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** The script of each verb, and what it needs beyond Node 24 and the packages. */
const verbs =
  /** @type {Record<string, { script: string, temporal?: boolean, web?: 'needed' | 'wanted' }>} */
  ({
    start: { script: 'bin/start.ts', temporal: true, web: 'needed' },
    test: { script: 'bin/test.ts', temporal: true, web: 'wanted' },
    'test:browser': { script: 'bin/test-browser.ts', temporal: true, web: 'wanted' },
    'test:slow': { script: 'bin/test-slow.ts', temporal: true, web: 'wanted' },
    rehearse: { script: 'rehearsals/rehearse.ts', temporal: true },
    check: { script: 'bin/check.ts' },
    fix: { script: 'bin/fix.ts' },
    bench: { script: 'bench/bench.ts', temporal: true },
    chaos: { script: 'test/chaos/chaos.ts', temporal: true },
    mutate: { script: 'bin/mutate.ts', temporal: true, web: 'wanted' },
    'admin:create': { script: 'bin/admin-create.ts' },
    'demo:remove': { script: 'bin/demo-remove.ts' },
    'ledger:check': { script: 'bin/ledger-check.ts' },
    'payload-keys': { script: 'bin/payload-keys.ts' },
    'history:record': { script: 'test/replay/record.ts', temporal: true },
    'new:process': { script: 'bin/new-process.ts' },
    program: { script: 'bin/program.ts' },
  });

/**
 * Prepares the clone and runs the verb; ends this process with the verb's exit code.
 * @param {string | undefined} verb
 * @param {string[]} args
 */
export async function launch(verb, args) {
  try {
    // A rehearsal needs more than a document's other commands.
    if (verb === 'program' && args[0] === 'rehearse') return await launch('rehearse', withDocument(args.slice(1)));
    const needs = needsOf(verb);
    const script = join(root, needs.script);
    if (!existsSync(script)) throw new Remedy(`The verb "${verb}" is not there yet: ${needs.script} is missing.`);
    process.exitCode = await runVerb(await prepare(needs), script, args);
  } catch (error) {
    sayFailure(error);
    process.exitCode = 1;
  }
}

/** @param {string[]} args */
function withDocument([folder = '', ...files]) {
  return [...files, `--document=${folder}`];
}

/** @param {string | undefined} verb */
function needsOf(verb) {
  const needs = verb === undefined ? undefined : verbs[verb];
  if (needs) return needs;
  throw new Remedy(`Say what to do: node bin/careline.mjs ${Object.keys(verbs).join(' | ')}`);
}

/**
 * Makes the clone ready; parallel launchers take turns.
 * @param {{ temporal?: boolean, web?: 'needed' | 'wanted' }} needs
 * @returns {Promise<string>} the path of Node 24
 */
async function prepare(needs) {
  const lock = join(root, '.careline', 'install.lock');
  const waiting = (/** @type {{ pid: number }} */ holder) =>
    say(`Another launcher (process ${holder.pid}) is preparing this clone; waiting for it …`);
  return withLock(lock, waiting, async () => {
    const node = await ensureNode24(root);
    if (!packagesAreReady(root)) await ensurePackages(root, node);
    if (needs.temporal) {
      await temporalBinary('temporal');
      await temporalBinary('temporal-test-server');
    }
    if (needs.web) await buildWeb(node, needs.web);
    return node;
  });
}

/**
 * `npm start` needs the console; tests that do not look at it run without it.
 * @param {string} node
 * @param {'needed' | 'wanted'} web
 */
async function buildWeb(node, web) {
  try {
    await ensureWeb(root, node);
  } catch (error) {
    if (web === 'needed') throw error;
    sayFailure(error);
  }
}
