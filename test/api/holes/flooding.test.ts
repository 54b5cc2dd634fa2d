// A customer who sends without end is stopped for a moment, without effect on others, and is told for how long.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defaultLimits, limitsOf } from '../../../api/plugins/rate-limits.ts';
import { readSettings } from '../../../platform/settings.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { bearer, type Stored, storeConversation } from '../../harness/stored-conversation.ts';

let api: TestApi;
beforeAll(async () => {
  const few = (max: number) => ({ max, windowMs: 60_000 });
  api = await startApi({ limits: { ...defaultLimits, messages: few(3), uploads: few(2) } });
});
afterAll(() => api.close());

const path = ({ id }: Stored, what: string) => `/v1/conversations/${id}/${what}`;
const write = (stored: Stored, headers = {}) =>
  api.call({
    method: 'POST',
    url: path(stored, 'messages'),
    payload: { text: 'ещё' },
    headers: { ...bearer(stored), ...headers },
  });
const FORM = '--X\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4\n\r\n--X--\r\n';
const FORM_HEADERS = { 'content-type': 'multipart/form-data; boundary=X' };
const upload = (stored: Stored) =>
  api.call({
    method: 'POST',
    url: path(stored, 'attachments'),
    payload: FORM,
    headers: { ...bearer(stored), ...FORM_HEADERS },
  });
const statuses = async (times: number, send: () => ReturnType<typeof write>) => {
  const seen: number[] = [];
  for (let time = 0; time < times; time += 1) seen.push((await send()).statusCode);
  return seen;
};

test('only the customer who writes too often waits, whatever the conversation and the key', async () => {
  const [one, other] = [await storeConversation(api.database.orm), await storeConversation(api.database.orm)];
  expect(await statuses(4, () => write(one))).toEqual([201, 201, 201, 429]);
  const refused = await write(one, { 'idempotency-key': randomUUID() });
  expect(refused.json()).toMatchObject({ status: 429, code: 'rate-limited' });
  expect(refused.headers['content-type']).toMatch('application/problem+json');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
  expect((await write(other)).statusCode).toBe(201);
  expect((await api.call({ url: path(one, 'messages'), headers: bearer(one) })).statusCode).toBe(200);
});

test('files are counted by themselves', async () => {
  const stored = await storeConversation(api.database.orm);
  expect(await statuses(3, () => upload(stored))).toEqual([201, 201, 429]);
  expect((await write(stored)).statusCode).toBe(201);
});

test('files count by their address too, whatever the token: a token costs nothing', async () => {
  const own = await startApi({ limits: { ...defaultLimits, uploadedBytes: { max: 250, windowMs: 60_000 } } });
  const from = async (remoteAddress: string) => {
    const stored = await storeConversation(own.database.orm);
    const [url, payload] = [path(stored, 'attachments'), FORM];
    return own.call({ method: 'POST', url, payload, remoteAddress, headers: { ...bearer(stored), ...FORM_HEADERS } });
  };
  expect(await statuses(3, () => from('203.0.113.1'))).toEqual([201, 201, 429]);
  expect((await from('203.0.113.1')).headers['retry-after']).toMatch(/^\d+$/);
  expect((await from('203.0.113.2')).statusCode).toBe(201);
});

test('staff are not counted: they answer for what they write', async () => {
  const stored = await storeConversation(api.database.orm, { stage: 'assigned', assignee: 'klo-1' });
  const klo = await api.as('klo-1');
  const answer = () => klo({ method: 'POST', url: path(stored, 'messages'), payload: { text: 'смотрю' } });
  expect(await statuses(5, answer)).toEqual([201, 201, 201, 201, 201]);
});

test('an installation sets them', () => {
  const needed = { DATABASE_URL: 'postgres://x', CARELINE_SESSION_SECRET: 'x'.repeat(32) };
  const set = {
    CARELINE_MESSAGES_PER_MINUTE: '7',
    CARELINE_UPLOADS_PER_MINUTE: '5',
    CARELINE_UPLOAD_MB_PER_ADDRESS: '20',
    CARELINE_STREAMS: '3',
    CARELINE_STREAMS_PER_ADDRESS: '2',
  };
  expect(limitsOf(readSettings({ ...needed, ...set }))).toMatchObject({
    messages: { max: 7 },
    uploads: { max: 5 },
    uploadedBytes: { max: 20 * 1024 * 1024 },
    streams: { each: 10, all: 3, perAddress: 2 },
  });
  expect(limitsOf(readSettings(needed))).toEqual(defaultLimits);
  expect(() => readSettings({ ...needed, CARELINE_MESSAGES_PER_MINUTE: '0' })).toThrow(/CARELINE_MESSAGES_PER_MINUTE/);
});
