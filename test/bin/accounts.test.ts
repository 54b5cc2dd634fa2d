// `npm run admin:create` and `npm run demo:remove`: a real installation gets its first admin, a lost admin comes back,
// and no demo account stays.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { InjectOptions } from 'fastify';
import { createFirstAdmin } from '../../api/people/first-admin.ts';
import { loginHash } from '../../api/people/name-lock.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { pauseTries, countTry } from '../../db/write/login-tries.ts';
import { systemClock } from '../../platform/clock.ts';
import { logIn, PASSWORD, startApi, type TestApi } from '../harness/api.ts';
import { freshDatabase, openConnection } from '../harness/database.ts';
import { storeConversation } from '../harness/stored-conversation.ts';

const root = resolve(import.meta.dirname, '../..');
let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(() => rows(em(), sql`delete from audit_entries`));

const em = () => api.database.orm.em.fork();
const run = (script: string, args: string[] = [], url = api.database.url) =>
  spawnSync(process.execPath, [join(root, script), ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: url },
    input: '',
    timeout: 60_000,
  });
const create = (...args: string[]) => run('bin/admin-create.ts', args);
const removeDemo = () => run('bin/demo-remove.ts');
const passwordIn = (stdout: string) => /shown only now: (\S+)$/m.exec(stdout)?.[1] ?? '';
const audited = () =>
  rows(em(), sql`select actor, action, details from audit_entries where action not like 'login.%' order by id`);
const me = async (cookie: string) => (await api.call({ url: '/v1/me', headers: { cookie } })).json<object>();
const post = (cookie: string, url: string, payload: object): Promise<{ statusCode: number }> =>
  api.call({ method: 'POST', url, headers: { cookie }, payload } satisfies InjectOptions);

describe('admin:create', () => {
  test('makes an admin with a first password, which is shown once; after its change people can be added', async () => {
    const { status, stdout, stderr } = create('anna', 'Anna', 'B.');
    expect([status, stderr]).toEqual([0, '']);
    const password = passwordIn(stdout);
    expect(password).toMatch(/^[\w]{24}$/);
    const cookie = await logIn(api.app, 'anna', password);
    expect(await me(cookie)).toMatchObject({ code: 'password-change-required' });
    const change = { currentPassword: password, newPassword: 'a password of mine' };
    expect((await post(cookie, '/v1/me/password', change)).statusCode).toBe(200);
    const own = await logIn(api.app, 'anna', 'a password of mine');
    expect(await me(own)).toMatchObject({ login: 'anna', name: 'Anna B.', admin: true, memberships: [] });
    expect((await post(own, '/v1/people', { login: 'new', name: 'New', password: 'long enough' })).statusCode).toBe(
      201,
    );
    const [made] = await audited();
    expect(made).toEqual({ actor: 'command:admin:create', action: 'admin.made', details: { login: 'anna' } });
    expect(JSON.stringify(await audited())).not.toContain(password);
  });

  test('repairs a lost admin: active, with a first password, without sessions and without a lock', async () => {
    const cookie = await logIn(api.app, 'admin');
    await rows(em(), sql`update people set active = false, admin = false where login = 'admin'`);
    const key = { loginHash: loginHash('admin'), device: '' };
    const now = '2031-03-03T07:00:00.000Z';
    await countTry(em(), key, { now, forgottenBefore: now });
    await pauseTries(em(), key, '2999-01-01T00:00:00.000Z');
    const { status, stdout } = create();
    expect([status, stdout]).toEqual([0, expect.stringContaining('admin is an active admin again')]);
    expect(await me(cookie)).toMatchObject({ code: 'not-logged-in' });
    await expect(logIn(api.app, 'admin')).rejects.toThrow('login-failed');
    expect(await me(await logIn(api.app, 'admin', passwordIn(stdout)))).toMatchObject({ status: 403 });
    expect(await row(em(), sql`select 1 from login_tries`)).toBeNull();
    expect(await row(em(), sql`select admin, active, demo from people where login = 'admin'`)).toEqual({
      ...{ admin: true, active: true, demo: false },
    });
    expect(await audited()).toMatchObject([{ action: 'admin.repaired' }]);
  });

  test('takes the work back of somebody who becomes an admin', async () => {
    const { id } = await storeConversation(api.database.orm, { stage: 'assigned', assignee: 'klo-1' });
    expect(create('klo-1').status).toBe(0);
    const entries = await rows<{ id: string }>(em(), sql`select workflow_id as id from outbox`);
    expect(entries.map((one) => one.id)).toEqual([expect.stringContaining(id)]);
    expect(
      await row(em(), sql`select 1 from memberships m join people p on p.id = person_id where login = 'klo-1'`),
    ).toBeNull();
  });

  test('works on a database without tables', async () => {
    const empty = await freshDatabase();
    const client = await openConnection(empty.url);
    await client.query('drop schema public cascade; create schema public');
    expect(run('bin/admin-create.ts', ['root'], empty.url).status).toBe(0);
    const { rows: people } = await client.query('select login from people');
    expect(people).toEqual([{ login: 'root' }]);
    await client.end();
    await empty.drop();
  });

  test('asks on a terminal, twice, and shows nothing of what is typed', () => {
    const talk = `
import os, pty, sys, time
pid, fd = pty.fork()
if pid == 0: os.execv(sys.argv[1], sys.argv[1:])
said = b''
for asked, typed in ((b'): ', b'typed by hand\\n'), (b'again: ', b'typed by hand\\n')):
    while asked not in said: said += os.read(fd, 1000)
    os.write(fd, typed)
    said = b'' if asked == b'): ' else said
while True:
    try: more = os.read(fd, 1000)
    except OSError: break
    if not more: break
    said += more
sys.stdout.write(said.decode())
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))`;
    const { status, stdout } = spawnSync(
      'python3',
      ['-c', talk, process.execPath, join(root, 'bin/admin-create.ts'), 'typist'],
      { encoding: 'utf8', env: { ...process.env, DATABASE_URL: api.database.url }, timeout: 60_000 },
    );
    expect([status, stdout]).toEqual([0, expect.stringContaining('typist is an admin now.')]);
    expect(stdout).not.toMatch(/typed by hand|shown only now/);
    return logIn(api.app, 'typist', 'typed by hand');
  });

  test.each([
    [['Anna'], null, /^\nNothing was changed: a login has lower-case/],
    [['anna'], 'postgres://me:hunter2@127.0.0.1:1/careline', /no PostgreSQL answers at 127\.0\.0\.1:1/],
    [['anna'], 'mysql://me:hunter2@127.0.0.1/careline', /Nothing was changed: DATABASE_URL does not fit/],
  ])('%j on %s: one sentence, and nothing is changed', (args, url, sentence) => {
    const { status, stderr, stdout } = run('bin/admin-create.ts', args, url ?? api.database.url);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/hunter2|\n\s+at /);
  });
});

describe('the first admin of an installation', () => {
  test('is made of a secret where there is none, once; never where there has been one', async () => {
    const empty = await freshDatabase();
    const parts = { orm: empty.orm, clock: systemClock };
    const wanted = { login: 'root', password: 'a secret of the environment' };
    const both = await Promise.all([createFirstAdmin(parts, wanted), createFirstAdmin(parts, wanted)]);
    expect(both.toSorted((one, other) => Number(one) - Number(other))).toEqual([false, true]);
    const own = empty.orm.em.fork();
    expect(await rows(own, sql`select login, admin, must_change_password as due from people`)).toEqual([
      { login: 'root', admin: true, due: true },
    ]);
    await rows(own, sql`update people set active = false, password_hash = 'changed'`);
    expect(await createFirstAdmin(parts, { ...wanted, login: 'other' })).toBe(false);
    expect(await rows(own, sql`select login, password_hash as hash from people`)).toEqual([
      { login: 'root', hash: 'changed' },
    ]);
    await empty.drop();
  });
});

describe('demo:remove', () => {
  let demo: TestApi;
  beforeAll(async () => {
    demo = await startApi();
  });
  afterAll(() => demo.close());
  const own = () => demo.database.orm.em.fork();
  const remove = () => run('bin/demo-remove.ts', [], demo.database.url);

  test('removes no one while there is no other admin', async () => {
    const { status, stderr } = remove();
    expect([status, stderr]).toEqual([1, expect.stringContaining('npm run admin:create')]);
    const left = sql`select count(*)::int as left from people where active`;
    expect(await row(own(), left)).toEqual({ left: 25 });
    // An inactive admin does not count either.
    expect(run('bin/admin-create.ts', ['gone'], demo.database.url).status).toBe(0);
    await rows(own(), sql`update people set active = false where login = 'gone'`);
    expect([remove().status, await row(own(), left)]).toEqual([1, { left: 25 }]);
  });

  test('takes sessions, roles, work and passwords of all of them, and leaves everybody else', async () => {
    expect(run('bin/admin-create.ts', ['root'], demo.database.url).status).toBe(0);
    const cookie = await logIn(demo.app, 'klo-2');
    await storeConversation(demo.database.orm, { stage: 'assigned', assignee: 'klo-2' });
    const { status, stdout } = remove();
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^Removed: admin, cc-1, .*support-2\.\n$/)]);
    expect((await demo.call({ url: '/v1/me', headers: { cookie } })).statusCode).toBe(401);
    for (const login of ['klo-2', 'admin', 'director']) {
      await expect(logIn(demo.app, login, PASSWORD)).rejects.toThrow('login-failed');
    }
    expect(await rows(own(), sql`select login from people where active`)).toEqual([{ login: 'root' }]);
    expect(await rows(own(), sql`select 1 from memberships`)).toEqual([]);
    expect(await rows(own(), sql`select 1 from outbox`)).toHaveLength(1);
    expect(remove().stdout).toBe('There are no demo people.\n');
  });

  test('is for the demo’s people alone: whom an admin has made or given a password stays', async () => {
    expect(removeDemo().status).toBe(0);
    const left = await rows<{ login: string }>(em(), sql`select login from people where active order by login`);
    expect(left.map(({ login }) => login)).toEqual(['admin', 'anna', 'klo-1', 'new', 'typist']);
  });
});
