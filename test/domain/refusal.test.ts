import { expect, test } from '@jest/globals';
import { refusal, refusalLists, refusalStatuses } from '../../domain/refusal.ts';

const refusalCodes = refusalLists.flatMap((list) => Object.keys(list));

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

test('each is a kebab-case word, once in all lists, with a status that is no fault of ours', () => {
  expect(new Set(refusalCodes).size).toBe(refusalCodes.length);
  expect(Object.keys(refusalStatuses).toSorted()).toEqual(refusalCodes.toSorted());
  for (const status of Object.values(refusalStatuses)) expect([403, 404, 409, 413, 422]).toContain(status);
  for (const code of refusalCodes) expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
});

test('details are absent unless given, so that answers hold no empty fields', () => {
  expect(refusal('not-closed', 'why')).toEqual({ code: 'not-closed', message: 'why' });
  expect(refusal('not-closed', 'why')).not.toHaveProperty('details');
  expect(refusal('already-accepted', 'why', { assignee: 'klo-1' }).details).toEqual({ assignee: 'klo-1' });
});
