// Owns the tests of our own settings: what fits, and the sentence about what does not.
import { describe, expect, test } from '@jest/globals';
import { readSettings, settingMistakes } from '../../platform/settings.ts';

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
