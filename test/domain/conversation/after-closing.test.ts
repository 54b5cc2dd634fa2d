// CDEK-17, CDEK-24: a customer's message to a closed conversation is a score, a thank-you or a new conversation.
import { describe, expect, test } from '@jest/globals';
import { later } from '../../../domain/calendar/instant.ts';
import { meaningAfterClosing, scoreIn } from '../../../domain/conversation/after-closing.ts';
import { moscow, thePolicy } from '../../harness/builders.ts';

const policy = thePolicy();

const closedAt = moscow('2031-03-03 11:00');
const closed = { stage: 'closed' as const, closedAt, rating: null as number | null, abandoned: false };
const meaning = (text: string, facts: Partial<typeof closed> = {}, now = later(closedAt, 'PT1H')) =>
  meaningAfterClosing(policy, { ...closed, ...facts }, text, now);

describe('CDEK-17 a score', () => {
  test.each([
    ['4', 4],
    [' 5 ', 5],
    ['\u200f1\u200e', 1],
    ['٤', 4],
    ['۵', 5],
    ['３', 3],
    ['२', 2],
    ['2\n', 2],
    ['0', null],
    ['6', null],
    ['45', null],
    ['4 из 5', null],
    ['-4', null],
    ['4.5', null],
    ['пять', null],
    ['', null],
  ])('%j is %j', (text, score) => {
    expect(scoreIn(policy, text)).toBe(score);
  });

  test('CDEK-24 rates while the rating is open, to the second', () => {
    expect(meaning('4')).toEqual({ kind: 'rates', score: 4 });
    expect(meaning('4', {}, later(closedAt, 'PT23H59M59S'))).toEqual({ kind: 'rates', score: 4 });
    expect(meaning('4', {}, later(closedAt, 'PT24H'))).toEqual({ kind: 'opens' });
  });

  test('is a message like any other once it has been rated', () => {
    expect(meaning('4', { rating: 5 })).toEqual({ kind: 'opens' });
  });
});

describe('CDEK-24 a bare thank-you opens nothing, however long afterwards', () => {
  test.each([
    'спасибо',
    'Спасибо!',
    'СПАСИБО БОЛЬШОЕ 🙏',
    'Всё, спасибо.',
    'все спасибо',
    '  Благодарю  ',
    'ок — спасибо',
    'Thank you!!!',
  ])('%s', (text) => {
    expect(meaning(text)).toEqual({ kind: 'thanks' });
    expect(meaning(text, { rating: 5 }, later(closedAt, 'PT100H'))).toEqual({ kind: 'thanks' });
  });

  test.each(['Спасибо, а где мой заказ?', 'спасибо но груз не пришёл', 'не спасибо', '🙏', '…', 'Здравствуйте'])(
    '%s opens a request',
    (text) => {
      expect(meaning(text)).toEqual({ kind: 'opens' });
    },
  );
});

test.each(['5', 'спасибо', 'ДГ-9'])(
  'CDEK-24 after an intake that ended without a word, “%s” opens the next one',
  (text) => {
    expect(meaning(text, { abandoned: true })).toEqual({ kind: 'opens' });
  },
);
