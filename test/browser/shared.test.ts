// The parts that both pages share: reading a stream, ordering messages, finding addresses. Without a browser.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eventStreamParser, type StreamEvent } from '../../web/src/shared/event-stream.ts';
import { lastWithoutGap, mergeMessages } from '../../web/src/shared/message-order.ts';
import { isPassing, problemOf } from '../../web/src/shared/problem.ts';
import { textParts } from '../../web/src/shared/text-parts.ts';

function read(pieces: readonly string[]): StreamEvent[] {
  const events: StreamEvent[] = [];
  const parse = eventStreamParser((event) => events.push(event));
  for (const piece of pieces) parse(piece);
  return events;
}

describe('server-sent events', () => {
  const text =
    ': ping\n\nid: 7-1\nevent: message\ndata: {"a":1}\n\nid: 7-2\r\ndata: one\r\ndata: two\r\n\r\nevent: resync\ndata: {}\n\n';
  const whole = [
    { id: '7-1', event: 'message', data: '{"a":1}' },
    { id: '7-2', event: 'message', data: 'one\ntwo' },
    { id: null, event: 'resync', data: '{}' },
  ];

  test('comments are no events, lines end in each of the ways that the standard allows', () => {
    expect(read([text])).toEqual(whole);
  });

  test('a piece may end anywhere, also within a line break', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
        const places = cuts.toSorted((one, other) => one - other);
        const pieces = [0, ...places].map((place, turn) => text.slice(place, places[turn] ?? text.length));
        expect(read(pieces)).toEqual(whole);
      }),
    );
  });

  test('an unfinished event is not told', () => {
    expect(read(['data: half'])).toEqual([]);
  });
});

describe('messages', () => {
  const numbered = fc
    .uniqueArray(fc.integer({ min: 1, max: 30 }))
    .map((all) => all.map((seq) => ({ id: `m${seq}`, seq })));

  test('whatever their source and however often they come, each is there once and in order', () => {
    fc.assert(
      fc.property(numbered, numbered, (known, more) => {
        const merged = mergeMessages(mergeMessages([], known), [...more, ...known]);
        const seqs = merged.map(({ seq }) => seq);
        expect(seqs).toEqual(
          [...new Set([...known, ...more].map(({ seq }) => seq))].toSorted((one, other) => one - other),
        );
      }),
    );
  });

  test('what is asked for again begins at the first gap', () => {
    expect(lastWithoutGap([])).toBe(0);
    expect(lastWithoutGap([1, 2, 4].map((seq) => ({ id: `${seq}`, seq })))).toBe(2);
    expect(lastWithoutGap([2, 3].map((seq) => ({ id: `${seq}`, seq })))).toBe(0);
  });
});

describe('web addresses in a text', () => {
  test('the pieces are the text, byte for byte', () => {
    const words = fc.constantFrom(
      'https://a.ru/б?c=1',
      'http://',
      'слово',
      ' ',
      '\n',
      '.',
      ')',
      '<b>',
      'javascript:alert(1)',
      '🙂',
    );
    fc.assert(
      fc.property(fc.array(words), (all) => {
        expect(
          textParts(all.join(''))
            .map(({ text }) => text)
            .join(''),
        ).toBe(all.join(''));
      }),
    );
  });

  test('only http and https are links, without the full stop after them', () => {
    expect(textParts('см. https://cdek.ru/x. javascript:alert(1)')).toEqual([
      { kind: 'text', text: 'см. ' },
      { kind: 'link', text: 'https://cdek.ru/x' },
      { kind: 'text', text: '. javascript:alert(1)' },
    ]);
  });
});

test('a problem is told from its body, or else from its status', () => {
  const headers = new Headers({ 'retry-after': '2' });
  expect(problemOf(503, headers, { code: 'outcome-unknown' })).toMatchObject({
    code: 'outcome-unknown',
    retryAfterSeconds: 2,
  });
  expect(problemOf(502, new Headers(), '<html>')).toMatchObject({ code: 'unavailable', retryAfterSeconds: null });
  expect([0, 429, 503].map((status) => isPassing({ ...problemOf(status, headers, null) }))).toEqual([true, true, true]);
  expect([400, 404, 409, 500].map((status) => isPassing({ ...problemOf(status, headers, null) }))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
