// A provider is an adapter that a document names: rules, routes, the database and the console know none.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '../..');
const names = readdirSync(join(ROOT, 'vendors'), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() && entry.name !== 'sandbox' ? [entry.name] : [],
);
const named = new RegExp(names.join('|'), 'i');

const rooms = ['domain', 'workflows', 'api/routes', 'api/schemas', 'api/views', 'api/cases', 'db', 'web/src'];
// SMS and help desk are still the installation's alone; the released migrations never change.
const EXEMPT = /^(web\/src\/generated|db\/read\/sms-references\.ts|db\/migrations)/;

const files = rooms.flatMap((room) =>
  readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1)),
);

test('there are providers and files to compare', () => {
  expect(names.length).toBeGreaterThan(3);
  expect(files.length).toBeGreaterThan(300);
});

test('no rule, route, statement or page names a provider', () => {
  const naming = files.filter((file) => !EXEMPT.test(file) && named.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(naming).toEqual([]);
});
