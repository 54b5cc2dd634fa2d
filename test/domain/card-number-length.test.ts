// Long hostile texts are read quickly. The work is counted, not the time, because the machine may be busy.
import { expect, test } from '@jest/globals';
import { maskCardNumbers } from '../../domain/card-number.ts';

test.each([
  ['digits', '4'.repeat(20_000)],
  ['digits set apart', '4 '.repeat(10_000)],
  ['groups of four', '4111 '.repeat(4_000)],
  ['separators', `4${' -.'.repeat(6_666)}`],
  ['zero-width characters', '4\u200b'.repeat(10_000)],
  ['almost cards', '4111 1111 1111 1112 '.repeat(1_000)],
])('20,000 characters of %s are read in no time', (_, text) => {
  const begun = process.cpuUsage();
  maskCardNumbers(text);
  expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(500);
});
