import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Remedy } from '../launch/remedy.mjs';
import { runCommand, tail } from '../launch/run-command.mjs';
import type { PostgresUser } from './postgres-user.ts';

/** The one account of the database. */
export const SUPERUSER = 'careline';
const PASSWORD_FILE = 'careline-password';

/** The password that was made together with the data folder. */
export function passwordOf(dataDir: string): string {
  return readFileSync(join(dataDir, PASSWORD_FILE), 'utf8').trim();
}

/** Makes the data folder with its own random password unless it exists. */
export async function ensureDataFolder(
  dataDir: string,
  user: PostgresUser,
  initdb: string,
  durable: boolean,
): Promise<void> {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return;
  // Made beside its place and then renamed, so that an interrupted start leaves no half-made data folder.
  const draft = `${dataDir}.new-${process.pid}`;
  const passwordFile = `${draft}.password`;
  mkdirSync(dirname(dataDir), { recursive: true });
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${randomBytes(16).toString('hex')}\n`, { mode: 0o600 });
  if (user.owner) for (const path of [draft, passwordFile]) chownSync(path, user.owner.uid, user.owner.gid);
  // The builtin provider sorts like C, but knows upper and lower case of Cyrillic and Arabic letters.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--auth=password', `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`];
  const [command = '', ...args] = [
    ...user.prefix,
    initdb,
    `--pgdata=${draft}`,
    ...locale,
    ...access,
    ...(durable ? [] : ['--no-sync']),
  ];
  const { ok, output } = await runCommand(command, args, { cwd: '/', limitMs: 120_000, ...user.spawnAs });
  if (!ok) {
    rmSync(draft, { recursive: true, force: true });
    throw new Remedy(`PostgreSQL could not make its data folder ${dataDir}: ${tail(output, 4)}`);
  }
  renameSync(passwordFile, join(draft, PASSWORD_FILE));
  renameSync(draft, dataDir);
}
