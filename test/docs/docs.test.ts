// The documents are true: every refusal, problem, setting, message and requirement that the code knows is described.
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { problemStatuses, refusalStatuses } from '../../api/problem-statuses.ts';
import { settingsSchema } from '../../platform/settings.ts';
import { conversationUpdates, timetableQuery } from '../../workflows/conversation/contract.ts';
import { searchAttributeKeys } from '../../workflows/shared/search-attributes.ts';
import { ticketTimetableQuery, ticketUpdates } from '../../workflows/ticket/contract.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const page = (path: string) => readFileSync(join(ROOT, path), 'utf8');

test('every refusal and problem code is on the page with its status, and nothing else is', () => {
  const described = [...page('docs/refusals.md').matchAll(/^\| +`([a-z-]+)` +\| +(\d{3}) +\|/gm)].map(
    ([, code, status]) => [code, Number(status)],
  );
  expect(Object.fromEntries(described)).toEqual({ ...refusalStatuses, ...problemStatuses });
});

test('every setting is on the page with its default, and nothing else is', () => {
  const described = [...page('docs/settings.md').matchAll(/^\| +`([A-Z_]+)` +\|/gm)].map(([, name]) => name);
  for (const name of Object.keys(settingsSchema.properties)) expect(described).toContain(name);
  for (const name of described) {
    const known =
      name !== undefined && (name in settingsSchema.properties || page('docs/settings.md').includes('## `npm start`'));
    expect(known).toBe(true);
  }
});

test('every message and search attribute is on the page', () => {
  const messages = page('docs/messages.md');
  for (const { name } of [
    ...Object.values(conversationUpdates),
    timetableQuery,
    ...Object.values(ticketUpdates),
    ticketTimetableQuery,
  ])
    expect(messages).toContain(`\`${name}\``);
  for (const { name } of Object.values(searchAttributeKeys)) expect(messages).toContain(`\`${name}\``);
});

const rows = [...page('docs/requirements.md').matchAll(/^\| +([A-Z]+-\d+) +\| .* \| +`(.+)` +\| +`(.+)` +\|$/gm)];

test('the table of requirements covers what is built', () => {
  expect(rows.map(([, id]) => id)).toHaveLength(22 + 27);
});

test.each(rows.map(([, id, rule, file]) => [id ?? '', rule ?? '', file ?? '']))(
  '%s has its rule and a test named after it',
  (id, rule, file) => {
    expect(existsSync(join(ROOT, rule))).toBe(true);
    expect(titlesOf(file)).toContain(id);
  },
);

/** All that is said in the titles of a test file. */
function titlesOf(file: string): string {
  return [...page(file).matchAll(/(?:test|describe)(?:\.each\([^)]*\))?\(\s*[`'"](.*?)[`'"],/gs)]
    .map(([, title]) => title)
    .join('\n');
}

test('decision records are short', () => {
  for (const file of readdirSync(join(ROOT, 'docs/decisions'))) {
    expect(page(join('docs/decisions', file)).split('\n').length).toBeLessThanOrEqual(30);
  }
});
