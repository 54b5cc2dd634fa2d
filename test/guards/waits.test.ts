// No wait of a test lasts for ever.
import { afterEach, expect, jest, test } from '@jest/globals';
import { everyItem } from '../harness/every-item.ts';
import { until } from '../harness/until.ts';

afterEach(() => void jest.restoreAllMocks());

test('an event that does not come about is an error that says the last thing seen', async () => {
  let looks = 0;
  await expect(
    until(
      () => (looks += 1),
      (seen) => seen > 1e9,
      40,
    ),
  ).rejects.toThrow(/^it never came to that: \d+$/);
  expect(looks).toBeGreaterThan(1);
});

test('so it is while the test holds the clock', async () => {
  jest.spyOn(performance, 'now').mockReturnValue(0);
  await expect(until(() => false, Boolean, 40)).rejects.toThrow('it never came to that: false');
});

test('the first look that fits is handed over', async () => {
  const looks = [null, null, 'here'];
  await expect(until(() => looks.shift())).resolves.toBe('here');
});

test('a list whose pages lead round and round is an error', async () => {
  await expect(everyItem(async () => ({ items: [1], nextCursor: 'again' }))).rejects.toThrow(/has not ended after/);
});
