/** @jest-environment-options {"limitSeconds": 3} */
import { expect, test } from '@jest/globals';

await new Promise(() => undefined);
test('never gets as far as this', () => expect(true).toBe(true));
