import { expect, test } from '@jest/globals';
import { startLoopbackProvider } from '../../harness/loopback-provider.ts';

let url: string;

test('fails before its own close', async () => {
  const provider = await startLoopbackProvider();
  ({ url } = provider);
  expect(provider.accepted).toEqual(['nothing was sent']);
  await provider.close();
});

test('has been closed all the same', async () => {
  await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
});
