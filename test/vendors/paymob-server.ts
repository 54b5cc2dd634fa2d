// One loopback Paymob for the file that imports this, emptied before each test.
import { afterAll, beforeEach } from '@jest/globals';
import { paymobClient } from '../../vendors/paymob/paymob-client.ts';
import { API_KEY, startPaymob } from '../harness/vendors/loopback-paymob.ts';

export const server = await startPaymob();

beforeEach(() => {
  for (const list of [server.asked, server.heard, server.says, server.orders, server.links]) list.length = 0;
  server.transactions.clear();
});
afterAll(() => server.close());

export const client = () => paymobClient({ apiKey: API_KEY, baseUrl: server.url });
export const signal = () => new AbortController().signal;
export const LOGIN = { status: 201, body: { token: 'a-token' } };

/** The answers after the login. */
export const says = (...answers: [status: number, body: unknown][]) =>
  server.says.push(LOGIN, ...answers.map(([status, body]) => ({ status, body })));
