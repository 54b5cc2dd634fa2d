// PostgreSQL refuses to run as root, so another account runs it then.
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Remedy } from '../launch/remedy.mjs';

type Account = { uid: number; gid: number };

/**
 * The owner of the files (null: we), the account to spawn as, and a command prefix where a plain change of user is not
 * enough.
 */
export type PostgresUser = { owner: Account | null; spawnAs: Partial<Account>; prefix: string[] };

/**
 * For an ordinary user: that user. For root: the owner of existing data, otherwise "postgres", otherwise "nobody"; no
 * account is made.
 * @param program that PostgreSQL must be able to reach, like its data
 */
export function postgresUser(dataDir: string, program: string): PostgresUser {
  if (process.getuid?.() !== 0) return { owner: null, spawnAs: {}, prefix: [] };
  const account = ownerOf(dataDir) ?? accountNamed('postgres') ?? accountNamed('nobody');
  if (!account)
    throw new Remedy(
      'PostgreSQL refuses to run as root, and this machine has no other user: run Careline as an ordinary user.',
    );
  if ([dataDir, program].every(everybodyMayEnter)) return { owner: account, spawnAs: account, prefix: [] };
  return { owner: account, spawnAs: {}, prefix: throughPrivateFolders(account, program) };
}

function ownerOf(dataDir: string): Account | null {
  try {
    const { uid, gid } = statSync(dataDir);
    return uid === 0 ? null : { uid, gid };
  } catch {
    return null;
  }
}

function accountNamed(name: string): Account | null {
  try {
    const ask = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return null;
  }
}

function everybodyMayEnter(folder: string): boolean {
  mkdirSync(dirname(folder), { recursive: true });
  for (let path = dirname(resolve(folder)); ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

// A clone under /root is closed to every other user: only the right to search closed folders is granted. PostgreSQL
// checks its own programs with access(2), which ignores such rights unless the securebit is set.
function throughPrivateFolders({ uid, gid }: Account, program: string): string[] {
  for (const right of ['+dac_read_search', '+dac_override']) {
    const rights = ['--securebits=+no_setuid_fixup', `--inh-caps=${right}`, `--ambient-caps=${right}`];
    const user = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...rights];
    try {
      execFileSync('setpriv', [...user.slice(1), 'test', '-x', program], { stdio: 'pipe', cwd: '/' });
      return user;
    } catch {
      continue;
    }
  }
  throw new Remedy(
    'This clone lies in a folder that only root may enter, and PostgreSQL refuses to run as root: move it (for example to /srv) or run Careline as an ordinary user.',
  );
}
