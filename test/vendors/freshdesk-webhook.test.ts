// Freshdesk's webhook: the shared secret, its replacement, invalid bodies, repetitions.
import { expect, test } from '@jest/globals';
import { freshdeskEventOf } from '../../vendors/freshdesk/freshdesk-webhook.ts';
import { eachFlipped } from '../harness/vendors/flipped.ts';

const body = (changes = {}) =>
  Buffer.from(JSON.stringify({ ticketId: '42', status: 'Closed', changedAt: '1', ...changes }));

test('with one of our secrets the event is read; with another, a part of it, none or an empty one it is not', () => {
  const expected = { ticketId: '42', status: 'Closed' };
  expect(freshdeskEventOf(body(), 'secret', ['secret'])).toMatchObject(expected);
  expect(freshdeskEventOf(body({ ticketId: 42 }), 'old', ['secret', 'old'])).toMatchObject(expected);
  for (const given of [undefined, '', 'secre', 'secret1', 'Secret', 'old']) {
    expect([given, freshdeskEventOf(body(), given, ['secret'])]).toEqual([given, null]);
  }
  expect(freshdeskEventOf(body(), '', [''])).toBeNull();
  expect(freshdeskEventOf(body(), 'secret', [])).toBeNull();
});

test('a secret with one character flipped, wherever, is none', () => {
  const secret = '9f86d081884c7d65';
  expect(freshdeskEventOf(body(), secret, ['old', secret])).not.toBeNull();
  for (const flipped of eachFlipped(secret)) {
    expect([flipped, freshdeskEventOf(body(), flipped, ['old', secret])]).toEqual([flipped, null]);
  }
});

test('nor is any of 3,000 guesses: one byte of a hash that fits would let a dozen in', () => {
  const guesses = Array.from({ length: 3_000 }, (_, place) => `guess-${place}`);
  expect(guesses.filter((guess) => freshdeskEventOf(body(), guess, ['9f86d081884c7d65']) !== null)).toEqual([]);
});

test('bodies that are no event are nothing', () => {
  expect(freshdeskEventOf(body({ ticketId: ['42'] }), 'secret', ['secret'])).toBeNull();
  for (const text of ['', 'null', '[]', '{}', '<a>', '{"ticketId":"1/2","status":"Open"}', '{"ticketId":"1"}']) {
    expect([text, freshdeskEventOf(Buffer.from(text), 'secret', ['secret'])]).toEqual([text, null]);
  }
});

test('a repetition has the same event id, the next change another', () => {
  const id = (changes = {}) => freshdeskEventOf(body(changes), 'secret', ['secret'])?.eventId;
  expect(id()).toBe(id());
  expect(id({ changedAt: '2' })).not.toBe(id());
});
