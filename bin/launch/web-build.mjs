import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { longPart } from './progress.mjs';
import { Remedy } from './remedy.mjs';
import { runCommand } from './run-command.mjs';

/**
 * Builds web/dist unless it was built from these same sources.
 * @param {string} root
 * @param {string} node the path of Node 24
 */
export async function ensureWeb(root, node) {
  if (!existsSync(join(root, 'web', 'vite.config.ts'))) return;
  const stamp = join(root, '.careline', 'cache', 'web-sources');
  const sources = sourcesHash(root);
  const built = existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
  if (built && existsSync(join(root, 'web', 'dist', 'index.html'))) return;
  const part = longPart('Building the console');
  const vite = [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', 'web', '--logLevel', 'warn'];
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
  const { ok, output } = await runCommand(node, vite, { cwd: root, env, limitMs: 300_000 });
  part.done(ok ? 'done' : 'failed');
  if (!ok) {
    // The build of older sources must not be taken for this one.
    rmSync(join(root, 'web', 'dist'), { recursive: true, force: true });
    throw new Remedy(`The console could not be built (vite build web):\n${complaint(output)}`);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

/** @param {string} root */
function sourcesHash(root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const files = [join(root, 'web'), join(root, 'domain', 'contact')].flatMap(filesUnder);
  for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesUnder(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(
    ({ name }) => name !== 'dist' && name !== 'node_modules',
  );
  const found = entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
  return found.sort();
}

/** @param {string} output */
function complaint(output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  return lines.slice(0, 15).join('\n');
}
