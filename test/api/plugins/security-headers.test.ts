// The headers of every answer, exactly.
import { expect, test } from '@jest/globals';
import { securityHeaders } from '../../../api/plugins/security-headers.ts';
import { smallApp } from './small-app.ts';

async function headersOf(overHttps: boolean) {
  const app = await smallApp(async (own) => {
    await own.register(securityHeaders, { overHttps });
    own.get('/', async () => 'ok');
  });
  return (await app.inject('/')).headers;
}

test('only what comes from here; nothing is kept, framed or told to others', async () => {
  expect(await headersOf(false)).toMatchObject({
    'content-security-policy': [
      "default-src 'self';script-src 'self';style-src 'self';img-src 'self' data: blob:;object-src 'none'",
      "base-uri 'none';form-action 'self';frame-ancestors 'none'",
    ].join(';'),
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
});

test('over HTTPS a browser comes back over it, over plain HTTP it is not told to', async () => {
  expect((await headersOf(true))['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  expect(await headersOf(false)).not.toHaveProperty('strict-transport-security');
});
