import { describe, expect, test } from '@jest/globals';
import { payloadKeysOf } from '../../platform/payloads/keys.ts';
import { readSettings, settingMistakes, SettingsError } from '../../platform/settings.ts';
import { keySetting, testKey } from '../harness/payload-keys.ts';

const needed = { DATABASE_URL: 'postgres://a@b/c', CARELINE_SESSION_SECRET: 's'.repeat(32) };
const mistakes = (CARELINE_PAYLOAD_KEYS: string) => settingMistakes({ ...needed, CARELINE_PAYLOAD_KEYS });
const base64 = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');

describe('the keys', () => {
  test('come in the order of the setting: the first encrypts', () => {
    const read = payloadKeysOf(keySetting('2026-12', '2026-11', 'b'));
    expect(read.map(({ id }) => id)).toEqual(['2026-12', '2026-11', 'b']);
    expect(read).toEqual(['2026-12', '2026-11', 'b'].map((id) => testKey(id)));
  });

  test('may stand on lines of their own, as in a file', () => {
    expect(payloadKeysOf(`\n${keySetting('A')}\r\n${keySetting('B')}\n`)).toEqual([testKey('A'), testKey('B')]);
  });

  test('may be written in the base64 of addresses, padded or not', () => {
    const url = testKey('A').key.toString('base64url');
    expect(payloadKeysOf(`A:${url}`)).toEqual([testKey('A')]);
    expect(payloadKeysOf(`A:${testKey('A').key.toString('base64')}`)).toEqual([testKey('A')]);
  });

  test('are not there where nothing is set: payloads stay plain', () => {
    expect(mistakes('')).toEqual([]);
    expect(readSettings(needed).CARELINE_PAYLOAD_KEYS).toBeUndefined();
  });
});

describe('what does not fit ends the start with a line that names it, and shows no key', () => {
  test.each([
    [`A:${base64(31)}`, 'has a key A of 31 bytes, but it must have 32'],
    [`A:${base64(33)}`, 'has a key A of 33 bytes, but it must have 32'],
    [`A:${base64(16)}`, 'has a key A of 16 bytes, but it must have 32'],
    ['A:', 'has a key A that is not base64'],
    [`A:${'!'.repeat(43)}`, 'has a key A that is not base64'],
    [`${keySetting('A')},A:${base64(32)}`, 'has the id A twice'],
    [`${keySetting('A')},B:${testKey('A').key.toString('base64url')}`, 'has the key of B twice, under two ids'],
    [base64(32), 'has an entry (number 1) that is not an id, a colon and a key in base64'],
    [`${keySetting('A')},a b:${base64(32)}`, 'has an entry (number 2) that is not an id'],
    [`${'i'.repeat(65)}:${base64(32)}`, 'has an entry (number 1) that is not an id'],
    [' , ,', 'holds 0 keys, but 1 to 32 fit'],
    [keySetting(...Array.from({ length: 33 }, (_, place) => `k${place}`)), 'holds 33 keys, but 1 to 32 fit'],
  ])('%s', (text, line) => {
    const said = mistakes(text);
    expect(said[0]).toContain(`CARELINE_PAYLOAD_KEYS ${line}`);
    for (const sentence of said) expect(sentence).not.toMatch(/BwcH|!!!|[A-Za-z0-9+/]{40}/);
    expect(() => readSettings({ ...needed, CARELINE_PAYLOAD_KEYS: text })).toThrow(SettingsError);
  });

  test('each mistake has its own line', () => {
    expect(mistakes(`A:${base64(8)},B:${base64(9)}`)).toHaveLength(2);
  });
});

test.each(['http://localhost:8233', 'https://temporal.example', 'http://localhost:8233/'])('%s is an origin', (url) => {
  expect(settingMistakes({ ...needed, CARELINE_TEMPORAL_UI_ORIGIN: url })).toEqual([]);
});

test.each(['*', 'null', 'https://a.example,https://b.example', 'https://a.example/ui'])('%s is none', (url) => {
  const [line = ''] = settingMistakes({ ...needed, CARELINE_TEMPORAL_UI_ORIGIN: url });
  expect(line).toContain('CARELINE_TEMPORAL_UI_ORIGIN is');
});
