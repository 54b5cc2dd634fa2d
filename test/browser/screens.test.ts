// Each process has its screens in the console's registry, and nothing of a process is missing there. Without a browser.
import { describe, expect, test } from '@jest/globals';
import { LiveEvent } from '../../api/schemas/events.ts';
import { Notification } from '../../api/schemas/notification.ts';
import { processes } from '../../domain/processes.ts';
import { texts as ar } from '../../web/src/console/texts/ar/index.ts';
import { texts as en } from '../../web/src/console/texts/en/index.ts';
import { texts as ru } from '../../web/src/console/texts/ru/index.ts';
import { screens, screensOf } from './console-screens.ts';

const plain = (schema: object): unknown => JSON.parse(JSON.stringify(schema));

test('each process has screens, under its own name', () => {
  expect(screens.map(({ name }) => name).toSorted()).toEqual(processes.map(({ name }) => name).toSorted());
  for (const one of screens) expect(screensOf(one.name)).toBe(one);
});

test('each live event about a case is taken by one process', () => {
  const { anyOf } = plain(LiveEvent) as { anyOf: { properties: { event: { const: string } } }[] };
  const events = anyOf.map(({ properties }) => properties.event.const);
  const others = ['notification', 'taken', 'withdrawn', 'resync'];
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
