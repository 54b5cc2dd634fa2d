// Streams are limited: a listener's oldest stream makes room; an address and a process have a maximum.
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import type { StreamLimits } from '../../../api/live/stream-limits.ts';
import { defaultLimits } from '../../../api/plugins/rate-limits.ts';
import { logIn, startApi, type TestApi } from '../../harness/api.ts';
import { closedAtTheEnd } from '../../harness/closing.ts';
import { openEventStream } from '../../harness/event-stream.ts';
import { bearer, type Stored, storeConversation } from '../../harness/stored-conversation.ts';
import { until } from '../../harness/until.ts';

let api: TestApi;
let url: string;

async function start(limits: Partial<StreamLimits>): Promise<void> {
  const few = { each: 100, perAddress: 100, all: 100, settledMs: 0 };
  api = await startApi({ limits: { ...defaultLimits, streams: { ...few, ...limits } } });
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}/v1/events`;
}

const streamOf = (stored: Stored) => openEventStream(url, bearer(stored));

/** Requests a stream on its own connection and returns the status of the answer. */
async function ask(stored: Stored): Promise<{ status: number; leave(): void }> {
  const request = get(url, { agent: false, headers: bearer(stored) });
  closedAtTheEnd(async () => request.destroy());
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  answer.on('error', () => {});
  return { status: answer.statusCode ?? 0, leave: () => void request.destroy() };
}

/** Asks until there is a place, because the server notices a closed stream a little later. */
async function untilOpen(stored: Stored): Promise<void> {
  await until(async () => {
    const { status, leave } = await ask(stored);
    leave();
    return status === 200;
  });
}

const refused = async (stored: Stored) => {
  const { statusCode, headers, body } = await api.call({ url: '/v1/events', headers: bearer(stored) });
  return [statusCode, (JSON.parse(body) as { code: string }).code, Number(headers['retry-after']) > 0];
};

test('a further stream ends the oldest of the same listener only, so that a reconnect never waits', async () => {
  await start({ each: 2 });
  const [mine, theirs] = [await storeConversation(api.database.orm), await storeConversation(api.database.orm)];
  const other = await streamOf(theirs);
  const [first, second] = [await streamOf(mine), await streamOf(mine)];
  const third = await streamOf(mine);
  await first.ended;
  const states = [second, third, other].map(({ ended }) =>
    Promise.race([ended.then(() => 'ended'), Promise.resolve('open')]),
  );
  expect(await Promise.all(states)).toEqual(['open', 'open', 'open']);
});

test('none is ended in its first minute: more tabs than places would end each other without end', async () => {
  await start({ each: 2, settledMs: 60_000 });
  const mine = await storeConversation(api.database.orm);
  const first = await ask(mine);
  await streamOf(mine);
  expect(await refused(mine)).toEqual([429, 'rate-limited', true]);
  first.leave();
  await untilOpen(mine);
});

test.each([
  ['an address', { perAddress: 2 }, [429, 'rate-limited', true]],
  ['a process', { all: 2 }, [503, 'unavailable', true]],
] as const)('%s has only so many, and a place that is left is free again', async (_, limits, answer) => {
  await start(limits);
  const [one, two, three] = await Promise.all(Array.from({ length: 3 }, () => storeConversation(api.database.orm)));
  if (one === undefined || two === undefined || three === undefined) throw new Error('three are stored');
  const first = await ask(one);
  await streamOf(two);
  expect(await refused(three)).toEqual(answer);
  first.leave();
  await untilOpen(three);
});

test('customers take no place of staff: not by their address, and not the last tenth of a process', async () => {
  await start({ perAddress: 1, all: 10 });
  const mine = await storeConversation(api.database.orm);
  await streamOf(mine);
  expect(await refused(mine)).toEqual([429, 'rate-limited', true]);
  await openEventStream(url, await cookieOf('klo-1'));
  await api.close();
  await start({ all: 10 });
  const customers = await Promise.all(Array.from({ length: 10 }, () => storeConversation(api.database.orm)));
  for (const customer of customers.slice(1)) await streamOf(customer);
  expect(await refused(customers[0] as Stored)).toEqual([503, 'unavailable', true]);
  await openEventStream(url, await cookieOf('klo-1'));
  expect((await api.call({ url: '/v1/events', headers: await cookieOf('klo-2') })).statusCode).toBe(503);
});

const cookieOf = async (login: string) => ({ cookie: await logIn(api.app, login) });
