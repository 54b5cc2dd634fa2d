import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readLaunchSettings } from '../../bin/stack/launch-settings.ts';
import { givenDatabaseUrl, isSecure, readSettings, secretSettings, settingMistakes } from '../../platform/settings.ts';

const needed = { DATABASE_URL: 'postgres://a@b/c', CARELINE_SESSION_SECRET: 's'.repeat(32) };
const mistakes = (environment: Record<string, string>) => settingMistakes({ ...needed, ...environment });

test.each([
  { CARELINE_PUBLIC_URL: 'https://care.example' },
  { CARELINE_PUBLIC_URL: 'http://localhost:8080/' },
  { CARELINE_PUBLIC_URL: 'http://[::1]:8080' },
  { DATABASE_URL: 'postgresql://user:p%40ss@db.example:5433/careline?sslmode=require' },
  { CARELINE_DEMO: '' },
])('%j fits', (environment) => {
  expect(mistakes(environment)).toEqual([]);
  expect(() => readSettings({ ...needed, ...environment })).not.toThrow();
});

describe('what does not fit', () => {
  test.each([
    [{ CARELINE_PUBLIC_URL: 'nope' }, 'CARELINE_PUBLIC_URL is "nope", but it must be an origin such as'],
    [{ CARELINE_PUBLIC_URL: 'https://a.example/console' }, 'CARELINE_PUBLIC_URL is "https://a.example/console", but'],
    [{ CARELINE_PUBLIC_URL: 'https://me:hunter2@a.example' }, 'CARELINE_PUBLIC_URL is "https://…@a.example", but'],
    [{ CARELINE_PUBLIC_URL: `nope\n${'x'.repeat(500)}` }, 'CARELINE_PUBLIC_URL is "nope\\nxxx'],
    [{ CARELINE_PORT: '70000' }, 'CARELINE_PORT is "70000", but it must be a whole number from 1 to 65535'],
    [{ CARELINE_TRUST_PROXY: 'on' }, 'CARELINE_TRUST_PROXY is "on", but it must be true or false'],
    [{ DATABASE_URL: 'mysql://me:hunter2@x' }, 'DATABASE_URL does not fit, it must be postgres://user:password@'],
    [{ DATABASE_URL: '' }, 'DATABASE_URL is missing: PostgreSQL connection string, postgres://user:password@'],
    [{ CARELINE_SESSION_SECRET: 'hunter2' }, 'CARELINE_SESSION_SECRET does not fit, it must be a text of at least 32'],
  ])('%j is one line that names it, what was there and what would fit; never a secret', (environment, line) => {
    const [said = '', ...more] = mistakes(environment);
    expect(more).toEqual([]);
    expect(said).toContain(line);
    expect(said).not.toMatch(/hunter2|\n/);
    expect(said.length).toBeLessThan(200);
  });
});

describe('a secret in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const session = file('session', `${'f'.repeat(40)}\n`);

  test('counts as if it were given, without the line break at its end', () => {
    const environment = { DATABASE_URL: needed.DATABASE_URL, CARELINE_SESSION_SECRET_FILE: session };
    expect(readSettings(environment).CARELINE_SESSION_SECRET).toBe('f'.repeat(40));
    const marked = { ...environment, CARELINE_SESSION_SECRET_FILE: file('marked', `\uFEFF${'g'.repeat(40)}\r\n`) };
    expect(readSettings(marked).CARELINE_SESSION_SECRET).toBe('g'.repeat(40));
    expect(givenDatabaseUrl({ DATABASE_URL_FILE: file('url', 'postgres://me:hunter2@b/c') })).toContain('hunter2');
  });

  test('is one of each secret, and of nothing else', () => {
    expect(secretSettings).toContain('FRESHDESK_WEBHOOK_SECRETS');
    const looksSecret = /SECRET|PASSWORD|API_KEY|TOKENS|SECURE_KEYS|PAYLOAD_KEYS|DATABASE_URL/;
    const { DATABASE_URL: _, ...rest } = readSettings(needed);
    expect(Object.keys(rest).filter((name) => looksSecret.test(name))).toEqual(['CARELINE_SESSION_SECRET']);
    expect(secretSettings.filter((name) => !looksSecret.test(name))).toEqual([]);
    for (const name of secretSettings) {
      const { [name as 'DATABASE_URL']: _given, ...others } = needed;
      const [said = ''] = settingMistakes({ ...others, [`${name}_FILE`]: join(folder, 'none') });
      expect([name, said]).toEqual([name, `${name}_FILE names a file that cannot be read (ENOENT)`]);
    }
    expect(mistakes({ CARELINE_HOST_FILE: join(folder, 'none') })).toEqual([]);
  });

  test.each([
    [
      { CARELINE_SESSION_SECRET_FILE: session },
      'CARELINE_SESSION_SECRET_FILE is set, and so is CARELINE_SESSION_SECRET',
    ],
    [{ TEMPORAL_API_KEY_FILE: file('empty', '\n') }, 'TEMPORAL_API_KEY_FILE names a file that is empty'],
    [
      { CARELINE_FIRST_ADMIN_PASSWORD_FILE: file('short', 'hunter2') },
      'CARELINE_FIRST_ADMIN_PASSWORD does not fit, it must be a text of 8 to 1000 characters',
    ],
    [
      { CARELINE_FIRST_ADMIN_PASSWORD_FILE: file('long', 'hunter2'.repeat(200)) },
      'CARELINE_FIRST_ADMIN_PASSWORD does not fit, it must be a text of 8 to 1000 characters',
    ],
    [
      { TEMPORAL_API_KEY_FILE: file('utf-16', Buffer.from('\uFEFFhunter2 hunter2', 'utf16le')) },
      'TEMPORAL_API_KEY_FILE names a file that is not UTF-8',
    ],
  ])('%j is one line that shows nothing of it', (environment, line) => {
    const [said = '', ...more] = mistakes(environment);
    expect([said.startsWith(line), more]).toEqual([true, []]);
    expect(said).not.toMatch(/hunter2|fff/);
  });
});

describe('the demo people', () => {
  const demo = { CARELINE_DEMO: 'true' };
  const open = { ...demo, CARELINE_PUBLIC_URL: 'https://care.example' };

  test.each([
    'http://localhost:8080',
    'http://care.localhost',
    'http://127.0.0.1:8080',
    'http://127.3.2.1',
    'http://[::1]',
  ])('are loaded at %s', (url) => expect(mistakes({ ...demo, CARELINE_PUBLIC_URL: url })).toEqual([]));

  test.each(['https://care.example', 'http://192.168.1.5', 'https://localhost.example', 'http://127.0.0.1.example'])(
    'are refused at %s, unless it is said twice',
    (url) => {
      const [said = '', ...more] = mistakes({ ...demo, CARELINE_PUBLIC_URL: url });
      expect([said, more]).toEqual([expect.stringContaining('CARELINE_DEMO_IN_PUBLIC=true'), []]);
      expect(mistakes({ ...demo, CARELINE_PUBLIC_URL: url, CARELINE_DEMO_IN_PUBLIC: 'true' })).toEqual([]);
      expect(mistakes({ CARELINE_PUBLIC_URL: url })).toEqual([]);
    },
  );

  test('of npm start are refused there as well, before anything starts', () => {
    const start = (environment: Record<string, string>) => () => readLaunchSettings(environment);
    expect(start({ CARELINE_PUBLIC_URL: open.CARELINE_PUBLIC_URL })).toThrow('CARELINE_DEMO=false');
    expect(start({ ...open, CARELINE_DEMO: 'false' })).not.toThrow();
    expect(start({})).not.toThrow();
  });
});

test.each([
  ['nothing is said', {}, false],
  ['browsers come over HTTPS', { CARELINE_PUBLIC_URL: 'https://care.example' }, true],
  ['browsers come over HTTP', { CARELINE_PUBLIC_URL: 'http://care.example' }, false],
  ['it is said', { CARELINE_SECURE_COOKIES: 'true' }, true],
  ['it is said otherwise', { CARELINE_PUBLIC_URL: 'https://care.example', CARELINE_SECURE_COOKIES: 'false' }, false],
])('cookies over HTTPS alone, where %s', (_, environment, secure) => {
  expect(isSecure(readSettings({ ...needed, ...environment }))).toBe(secure);
});
