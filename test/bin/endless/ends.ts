import { expect, test } from '@jest/globals';

test('passes', () => expect(true).toBe(true));
