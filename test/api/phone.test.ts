// Numbers of the program's own country need no country code. test/domain/contact has the other examples.
import { expect, test } from '@jest/globals';
import { phoneIn } from '../../api/server/given-values.ts';

const number = (program: string, text: string) => phoneIn(program, '/phone', text);

test('a number without a country code is one of the program’s country', () => {
  expect(number('filkhedma', '0100 123 4567\t')).toBe('+201001234567');
  expect(number('filkhedma', '+7 495 123-45-67')).toBe('+74951234567');
  expect(number('cdek', '+201001234567')).toBe('+201001234567');
});

test.each([
  ['cdek', '01001234567', 'is no phone number'],
  ['filkhedma', '0100 123 4567 ext 5', 'has an extension, to which no SMS can be sent'],
])('%s refuses %s: it %s', (program, text, message) => {
  const asked = () => number(program, text);
  expect(asked).toThrow(expect.objectContaining({ errors: [{ path: '/phone', message }] }));
});
