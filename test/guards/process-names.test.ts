// The console asks its registry: no process's name is written outside of the folders of that process.
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { processes } from '../../domain/processes.ts';

const web = resolve(import.meta.dirname, '../../web/src');

/** The folders of a process, below `web/src`. */
const folders: Readonly<Record<string, readonly string[]>> = {
  conversation: ['chat', 'console/conversation', 'console/inbox', 'console/moves'],
  ticket: ['console/tickets'],
  'service-package': ['console/packages', 'console/booking', 'console/finance'],
};

/** The registry, what is generated, and texts. */
const isFree = (path: string) =>
  path === 'console/cases/screens.ts' || path.startsWith('generated/') || path.includes('/texts/');

const names = processes.map(({ name }) => name);
const LITERAL = new RegExp(`(['"\`])(${names.join('|')})\\1|startsWith\\(['"\`](${names.join('|')})`, 'g');

/** The names of processes that a file writes although it belongs to none of them. */
function foreignNames(path: string, source: string): string[] {
  if (isFree(path)) return [];
  const code = source.replace(/\/\*[^]*?\*\/|(^|\s)\/\/.*$/gm, '');
  const found = [...code.matchAll(LITERAL)].map(([, , quoted, start]) => quoted ?? start ?? '');
  return found.filter((name) => !(folders[name] ?? []).some((folder) => path.startsWith(`${folder}/`)));
}

const files = globSync('**/*.{ts,tsx}', { cwd: web }).map((path) => path.replaceAll('\\', '/'));

test('the guard sees the console and the folders of each process', () => {
  expect(files.length).toBeGreaterThan(250);
  expect(Object.keys(folders).toSorted()).toEqual(names.toSorted());
  for (const folder of Object.values(folders).flat()) {
    expect(files.filter((path) => path.startsWith(`${folder}/`)).length).toBeGreaterThan(0);
  }
});

test('no name of a process outside of its own folders', () => {
  const found = files.flatMap((path) =>
    foreignNames(path, readFileSync(join(web, path), 'utf8')).map((name) => `${path}: ${name}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ['console/data/live.ts', "if (event === 'ticket') reload();", ['ticket']],
  ['console/data/live.ts', 'const keys = [`conversation`, id];', ['conversation']],
  ['console/shell/home.tsx', '<Link process="service-package" />', ['service-package']],
  ['console/notifications/alerts.ts', "if (kind.startsWith('ticket-')) return;", ['ticket']],
  ['console/tickets/ticket-page.tsx', "screensOf('service-package')", ['service-package']],
  ['console/tickets/ticket-page.tsx', "screensOf('ticket')", []],
  ['console/data/live.ts', "take(event); // an event like 'ticket'", []],
  ['console/cases/screens.ts', "'service-package': packageScreens,", []],
])('in %s: %s', (path, source, found) => {
  expect(foreignNames(path, source)).toEqual(found);
});
