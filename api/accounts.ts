// The account commands that need no login, `admin:create` and `demo:remove`, work with the API running or not. In a
// container: `node api/accounts.ts admin:create LOGIN`.
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { EarlierLayout } from '../db/earlier-layout.ts';
import { isDatabaseOutage } from '../db/errors.ts';
import { migrate, openOrm, type Orm } from '../db/orm.ts';
import { systemClock } from '../platform/clock.ts';
import { givenDatabaseUrl, settingMistakes } from '../platform/settings.ts';
import { createAdmin, newPassword, removeDemoPeople } from './people/first-admin.ts';
import { PASSWORD_MIN } from './schemas/person.ts';
import { LOGIN_PATTERN } from './schemas/shared.ts';

const LOGIN = new RegExp(LOGIN_PATTERN, 'u');

const commands: Readonly<Record<string, (orm: Orm, args: string[]) => Promise<number>>> = {
  'admin:create': makeAdmin,
  'demo:remove': removeDemo,
};

async function main(verb = '', args: string[] = []): Promise<number> {
  const command = commands[verb];
  if (command === undefined) return say(`Say what to do: node api/accounts.ts ${Object.keys(commands).join(' | ')}`);
  const url = givenDatabaseUrl(process.env);
  const mistake = settingMistakes(process.env).find((line) => /^DATABASE_URL(?:_FILE)? /.test(line));
  if (url === null || mistake !== undefined)
    return say(`Nothing was changed: ${mistake ?? 'DATABASE_URL is missing'}.`);
  const orm = openOrm(url, 2);
  try {
    await migrate(orm);
    return await command(orm, args);
  } catch (error) {
    if (error instanceof EarlierLayout) return say(error.message);
    if (!isDatabaseOutage(error)) throw error;
    return say(`Nothing was changed: no PostgreSQL answers at ${new URL(url).host}. Start it, or set DATABASE_URL.`);
  } finally {
    await orm.close();
  }
}

async function makeAdmin(orm: Orm, [login = 'admin', ...name]: string[]): Promise<number> {
  if (!LOGIN.test(login)) {
    return say('Nothing was changed: a login has lower-case Latin letters, digits, dot, hyphen and underscore.');
  }
  const typed = await askPassword(`First password of ${login} (empty: one is made): `);
  if (typed !== '' && typed.length < PASSWORD_MIN) {
    return say(`Nothing was changed: a password has ${PASSWORD_MIN} characters at least.`);
  }
  const password = typed === '' ? newPassword() : typed;
  const wanted = { login, password, ...(name.length === 0 ? {} : { name: name.join(' ') }) };
  const done = await createAdmin({ orm, clock: systemClock }, wanted);
  console.log(
    done === 'made'
      ? `${login} is an admin now.`
      : `${login} is an active admin again; all of their sessions have ended.`,
  );
  if (typed === '') console.log(`First password, shown only now: ${password}`);
  console.log('It has to be changed at the first login.');
  return 0;
}

async function removeDemo(orm: Orm): Promise<number> {
  const removed = await removeDemoPeople({ orm, clock: systemClock });
  if (removed === null) {
    return say('Nothing was changed: no admin would be left. First: npm run admin:create -- LOGIN');
  }
  console.log(removed.length === 0 ? 'There are no demo people.' : `Removed: ${removed.join(', ')}.`);
  return 0;
}

function say(sentence: string): number {
  process.stderr.write(`\n${sentence}\n`);
  return 1;
}

/**
 * Asks for a password twice on a terminal, without showing it. Returns an empty string without a terminal or without
 * input.
 */
async function askPassword(question: string): Promise<string> {
  if (!process.stdin.isTTY) return '';
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  const ask = async (asked: string) => {
    process.stdout.write(asked);
    const typed = await lines.question('');
    process.stdout.write('\n');
    return typed;
  };
  try {
    for (;;) {
      const typed = await ask(question);
      if (typed === '' || typed === (await ask('The same again: '))) return typed;
      process.stdout.write('The two are not the same.\n');
    }
  } finally {
    lines.close();
  }
}

process.exitCode = await main(process.argv[2], process.argv.slice(3));
