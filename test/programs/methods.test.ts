// Ways to pay in a document. Each check is red once.
import { describe, expect, test } from '@jest/globals';
import { type Any, type sources, wrong } from './wrong-documents.ts';

const methods = (program: Any) => program.servicePackage.methods;

describe.each<[keyof typeof sources, string, string, (document: Any) => void]>([
  ['filkhedma', '0', 'unknown-method', ({ program }) => (program.servicePackage.methods = ['wire'])],
  ['filkhedma', '', 'no-notice', ({ program }) => delete program.servicePackage.booking.cashNotice],
  ['evening-school', '', 'no-method', ({ program }) => (program.servicePackage.methods = {})],
  ['evening-school', 'later', 'reserved-name', ({ program }) => (methods(program).later = { kind: 'by-hand' })],
  ['evening-school', 'desk/account', 'by-hand', ({ program }) => (methods(program).desk.account = 'cards')],
  ['evening-school', 'desk/kind', 'unfit', ({ program }) => (methods(program).desk.kind = 'magic')],
  ['evening-school', 'desk/fee', 'unknown-field', ({ program }) => (methods(program).desk.fee = 1)],
])('%s: methods/%s', (program, path, code, change) => {
  test(`${code}: it never starts and never publishes`, () => {
    const { sound, problems } = wrong(program, change);
    expect(sound).toBeNull();
    const place = path === '' ? '' : `/${path}`;
    expect(problems).toContainEqual([`/program/servicePackage/methods${place}`, code, 'error']);
  });
});

test('each method by kind has a name in each language', () => {
  const { sound, problems } = wrong('evening-school', ({ texts }) => delete texts.en.labels.methods.desk);
  expect(sound).toBeNull();
  expect(problems).toEqual([['/texts/en/labels/methods', 'no-label', 'error']]);
});

test('the notice of lists is said to be unused beside methods by kind', () => {
  const { sound, problems } = wrong(
    'evening-school',
    ({ program }) => (program.servicePackage.booking.cashNotice = 'bring-receipt'),
  );
  expect(sound).not.toBeNull();
  expect(problems).toEqual([['/program/servicePackage/booking/cashNotice', 'unused-notice', 'warning']]);
});
