// The real Temporal UI shows encrypted data only to a logged-in person who oversees the case. In a real browser,
// because its rules about origins and cookies count.
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type { Browser, Page } from 'playwright-core';
import { freePort } from '../../bin/stack/ports.ts';
import { startTemporalDevServer, type TemporalDevServer } from '../../bin/stack/temporal-dev-server.ts';
import { PASSWORD, startApi, type TestApi } from '../harness/api.ts';
import { holding, keySetting } from '../harness/payload-keys.ts';
import { openBrowser } from './guests.ts';
import { poll } from './poll.ts';

const PLANTED = 'what-only-overseers-read';
const workflowId = `conversation/cdek/${randomUUID()}`;

let api: TestApi;
let careline: string;
let server: TemporalDevServer;
let browser: Browser;
let connection: Connection;

beforeAll(async () => {
  const uiPort = await freePort();
  const settings = {
    CARELINE_PAYLOAD_KEYS: keySetting('A'),
    CARELINE_TEMPORAL_UI_ORIGIN: `http://localhost:${uiPort}`,
  };
  [api, browser] = await Promise.all([startApi({ settings }), openBrowser()]);
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  careline = `http://localhost:${(api.app.server.address() as AddressInfo).port}`;
  server = await startTemporalDevServer({ uiPort, uiCodecEndpoint: `${careline}/v1/temporal/codec` });
  connection = await Connection.connect({ address: server.address });
  const { workflow } = new Client({ connection, ...holding('A') });
  await workflow.start('conversation', { taskQueue: 'idle', workflowId, args: [{ state: PLANTED }] });
});
afterAll(async () => {
  await browser.close();
  await connection.close();
  await server.stop();
  await api.close();
});

/** A browser with credentials switched on in the UI and, if given, a login to Careline. */
async function openHistory(login: string | null): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1600 } });
  await context.addInitScript((endpoint) => {
    localStorage.setItem('endpoint', JSON.stringify(endpoint));
    localStorage.setItem('includeCredentials', 'true');
    localStorage.setItem('overrideRemoteCodecConfiguration', 'true');
  }, `${careline}/v1/temporal/codec`);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  if (login !== null) {
    const data = { login, password: PASSWORD };
    expect((await context.request.post(`${careline}/v1/login`, { data })).status()).toBe(200);
  }
  await page.goto(`${server.uiUrl}/namespaces/default/workflows/${encodeURIComponent(workflowId)}`);
  return page;
}

const textOf = (page: Page) => page.locator('body').innerText();

test('a director reads the input of a case; the audit trail knows', async () => {
  const page = await openHistory('director');
  await poll(() => textOf(page)).toMatch(PLANTED);
  const caseId = workflowId.split('/')[2];
  const { items } = (await (await api.as('admin'))({ url: `/v1/audit?caseId=${caseId}` })).json<{ items: object[] }>();
  expect(items).toEqual([expect.objectContaining({ actor: 'director', action: 'payloads.decrypted' })]);
});

test.each([null, 'klo-1', 'cs-lead'])('%s sees the case and not what is in it', async (login) => {
  const asked: number[] = [];
  const page = await openHistory(login);
  page.on('response', (answer) => {
    if (answer.url().includes('/codec/decode') && answer.request().method() === 'POST') asked.push(answer.status());
  });
  await page.reload();
  await poll(() => asked[0] ?? 0).toBe(login === null ? 401 : 403);
  await poll(() => textOf(page)).toMatch(workflowId);
  expect(await textOf(page)).not.toMatch(PLANTED);
});
