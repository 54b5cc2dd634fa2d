// After failed logins: first no pause, then a pause that doubles each time, up to a limit.
import { expect, test } from '@jest/globals';
import { pauseAfter } from '../../domain/access/login-pause.ts';

const rule = { free: 10, firstMs: 60_000, longestMs: 3_600_000 };

test.each([
  [1, 0],
  [9, 0],
  [10, 1],
  [11, 2],
  [12, 4],
  [15, 32],
  [16, 60],
  [5_000, 60],
])('after %i tries: %i minutes', (tries, minutes) => {
  expect(pauseAfter(tries, rule)).toBe(minutes * 60_000);
});
