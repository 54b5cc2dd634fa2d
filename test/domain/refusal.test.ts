import { expect, test } from '@jest/globals';
import { refusal, refusalCodes } from '../../domain/refusal.ts';

test('the codes that others rely on are there', () => {
  expect(refusalCodes).toEqual(
    expect.arrayContaining([
      'already-accepted',
      'not-assignee',
      'disposition-required',
      'conversation-closed',
      'not-closed',
      'already-rated',
      'rating-over',
    ]),
  );
});

test('each is a kebab-case word, once, in alphabetical order', () => {
  expect(refusalCodes).toEqual([...new Set(refusalCodes)].toSorted());
  for (const code of refusalCodes) expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
});

test('details are absent unless given, so that answers hold no empty fields', () => {
  expect(refusal('not-closed', 'why')).toEqual({ code: 'not-closed', message: 'why' });
  expect(refusal('not-closed', 'why')).not.toHaveProperty('details');
  expect(refusal('already-accepted', 'why', { assignee: 'klo-1' }).details).toEqual({ assignee: 'klo-1' });
});
