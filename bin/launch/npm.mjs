import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Remedy } from './remedy.mjs';
import { tail } from './run-command.mjs';

/**
 * The path of npm-cli.js, which any Node can run: the npm that runs us, the one in PATH, or the one beside this Node.
 * @returns {string}
 */
export function npmCli() {
  const running = process.env['npm_execpath'] ?? '';
  const candidates = [
    ...(running.endsWith('npm-cli.js') ? [running] : []),
    ...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean).flatMap(besidePath),
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const found = candidates.find((file) => existsSync(file));
  if (found) return found;
  throw new Remedy(
    'npm was not found. It comes with Node; where it is a package of its own, install "npm" and run this again.',
  );
}

/** @param {string} folder */
function besidePath(folder) {
  const npm = join(folder, 'npm');
  if (!existsSync(npm)) return [];
  const real = realpathSync(npm);
  if (real.endsWith('npm-cli.js')) return [real];
  // Some systems ship a small shell script named npm beside the real folder.
  return [join(dirname(real), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')];
}

/**
 * The environment without the exports of an outer npm: its prefix and engine check would bind the inner npm too.
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanNpmEnvironment() {
  const dropped =
    /^npm_(lifecycle_|package_|command$|node_execpath$|execpath$|config_(local_|global_)?prefix$|config_engine_strict$|config_argv$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !dropped.test(name.toLowerCase())));
}

/**
 * npm's own error lines, without its usual frame.
 * @param {string} output
 */
export function npmComplaint(output) {
  const said = output.split('\n').filter((line) => /^npm error \S/.test(line) && !line.includes('complete log'));
  return said.length > 0 ? said.slice(0, 8).join('\n') : tail(output, 6);
}
