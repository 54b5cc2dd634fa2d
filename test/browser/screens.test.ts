// Each process has its screens in the console's registry, and nothing of a process is missing there. Without a browser.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import { LiveEvent } from '../../api/schemas/events.ts';
import { Notification } from '../../api/schemas/notification.ts';
import { processes } from '../../domain/processes.ts';
import { ar, en, ru } from './console-texts.ts';
import { followCases, screens, screensOf } from './console-screens.ts';

const root = join(import.meta.dirname, '../../web/src/console');
const plain = (schema: object): unknown => JSON.parse(JSON.stringify(schema));

test('each process has screens, under its own name', () => {
  expect(screens.map(({ name }) => name).toSorted()).toEqual(processes.map(({ name }) => name).toSorted());
  for (const one of screens) expect(screensOf(one.name)).toBe(one);
});

test('a page that was loaded before a new process came shows its news without an address, and ignores its events', () => {
  const unknown = screensOf('prescription' as (typeof screens)[number]['name']);
  expect(unknown.pathOf('c1')).toBe('/');
  expect(unknown.news['prescription-due']).toBeUndefined();
  const about = { process: 'ticket', caseId: 'c1', program: 'p1', details: null, kind: 'prescription-due' } as const;
  expect(unknown.about(about, {} as Parameters<typeof unknown.about>[1])).toBeNull();
  expect(staleAfter([['prescription', { id: 'c1' }]])).toEqual([[], []]);
});

test('each live event about a case is taken by one process', () => {
  const { anyOf } = plain(LiveEvent) as { anyOf: { properties: { event: { const: string } } }[] };
  const events = anyOf.map(({ properties }) => properties.event.const);
  const others = ['notification', 'taken', 'withdrawn', 'replay', 'resync'];
  const taken = screens.flatMap(({ name, live }) => Object.keys(live ?? { [name]: true }));
  expect(taken.toSorted()).toEqual(events.filter((event) => !others.includes(event)).toSorted());
});

test('each kind of notification of the API is a kind of one process', () => {
  const { description } = plain(Notification.properties.kind) as { description: string };
  const kinds = description.split(', ');
  const known = screens.flatMap(({ news }) => Object.keys(news));
  expect(kinds).toContain('reply-overdue');
  expect(known.toSorted()).toEqual([...kinds, 'customer-wrote', 'taken'].toSorted());
});

afterEach(() => void jest.useRealTimers());

/** The keys that live events make stale: at once, and a moment later. */
function staleAfter(events: readonly [event: string, data: unknown][]): [unknown[], unknown[]] {
  jest.useFakeTimers();
  const cache = new QueryClient();
  const stale = jest.spyOn(cache, 'invalidateQueries');
  const keys = () => stale.mock.calls.splice(0).map(([filter]) => filter?.queryKey);
  const take = followCases(cache, { program: () => undefined, tell: () => {} });
  for (const [event, data] of events) take(event, data);
  const atOnce = keys();
  jest.runAllTimers();
  return [atOnce, keys()];
}

test('many live events reload each of their cases, and all lists once', () => {
  const [cases, lists] = staleAfter([
    ['ticket', { id: 't1' }],
    ['service-package', { id: 'p1' }],
    ['ticket', { id: 't2' }],
  ]);
  const ofTickets = ['t1', 't2'].flatMap((id) => [
    ['ticket', id],
    ['ticket-timeline', id],
  ]);
  expect(cases.filter((key) => `${key}`.startsWith('ticket'))).toEqual(ofTickets);
  expect(cases).toContainEqual(['package', 'p1']);
  expect(lists.map(String).toSorted()).toEqual(
    ['backlog', 'held-payments', 'packages', 'refunds', 'tickets', 'unknown-effects', 'visits'].toSorted(),
  );
});

test('a live event of a conversation reloads nothing of other processes', () => {
  const [cases, lists] = staleAfter([['conversation', { conversationId: 'c1' }]]);
  expect(cases).toEqual([
    ['conversation', 'c1'],
    ['timeline', 'c1'],
    ['messages', 'c1'],
  ]);
  expect(lists).toEqual([['conversations'], ['conversation-counts']]);
  expect(staleAfter([['something-new', {}]])).toEqual([[], []]);
});

// Not read from the server, never changed, and read again each time.
const NEVER_STALE = ['lost', 'attachment', 'bulk-preview'];

test('each query of a process is reloaded by its live events', () => {
  const files = globSync('{conversation,inbox,moves,tickets,packages,booking,finance}/*.{ts,tsx}', { cwd: root });
  const sources = files.map((file) => readFileSync(join(root, file), 'utf8'));
  const names = sources.flatMap((text) => [...text.matchAll(/queryKey: \['([\w-]+)'/g)].map(([, name]) => `${name}`));
  const known = screens.flatMap(({ queries }) => [...queries.ofCase, ...queries.lists]);
  expect(new Set(names).size).toBeGreaterThan(15);
  expect(new Set([...known, ...NEVER_STALE])).toEqual(new Set(names));
});

test('each page has an address of its own, and a section leads to its page', () => {
  const paths = screens.flatMap(({ sections, casePages }) => [...sections.map(({ route }) => route), ...casePages]);
  expect(new Set(paths.map(({ path }) => path)).size).toBe(paths.length);
  for (const { path, route } of screens.flatMap(({ sections }) => sections)) {
    expect(path.split('/')[1]).toBe(route.path?.split('/')[0]);
  }
});

describe.each([
  ['ru', ru],
  ['en', en],
  ['ar', ar],
] as const)('in %s', (_, texts) => {
  const said = (key: string): unknown =>
    key.split('.').reduce((part: unknown, name) => (part as Record<string, unknown> | undefined)?.[name], texts);

  test.each(screens)('the labels of $name are texts', ({ sections, news, linkLabel }) => {
    const keys = [linkLabel, ...sections.map(({ label }) => label), ...Object.values(news).map(({ text }) => text)];
    expect(keys.filter((key) => !/\S/.test(`${said(key) ?? ''}`))).toEqual([]);
  });
});
