// The keys under which client addresses are counted.
import { expect, test } from '@jest/globals';
import { addressOf } from '../../api/plugins/rate-limits.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
])('%s is counted as %s', (ip, counted) => {
  expect(addressOf({ ip })).toBe(counted);
});

test('neighbours are told apart', () => {
  expect(addressOf({ ip: '203.0.113.7' })).not.toBe(addressOf({ ip: '203.0.113.8' }));
  expect(addressOf({ ip: '2001:db8:1:2::1' })).not.toBe(addressOf({ ip: '2001:db8:1:3::1' }));
});

test('a caller who is gone before they are counted has no address, and that is no error', () => {
  expect(addressOf({})).toBe('gone');
});
