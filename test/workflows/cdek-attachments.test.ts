// Attachments of both sides: accepted by content, and visible to the readers of the conversation.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LightMyRequestResponse } from 'fastify';
import { MAX_ATTACHMENT_BYTES } from '../../domain/conversation/attachment.ts';
import { type Careline, type Customer, startCareline } from '../harness/careline.ts';

let system: Careline;

beforeAll(async () => {
  system = await startCareline('2031-09-01T08:00:00.000Z');
});

afterAll(() => system.stop());

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

async function upload(
  customer: Customer,
  bytes: Buffer,
  { name = 'скан.png', clientMessageId }: { name?: string; clientMessageId?: string } = {},
): Promise<LightMyRequestResponse> {
  const form = new FormData();
  if (clientMessageId !== undefined) form.set('clientMessageId', clientMessageId);
  form.set('file', new File([new Uint8Array(bytes)], name));
  const encoded = new Response(form);
  return system.app.inject({
    method: 'POST',
    url: `/v1/conversations/${customer.conversationId}/attachments`,
    headers: { authorization: `Bearer ${customer.token}`, 'content-type': encoded.headers.get('content-type') ?? '' },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
}

test('CDEK-21 a picture is kept, listed with its message and handed out as a download', async () => {
  const customer = await system.waitingCustomer('order');
  const answer = await upload(customer, PNG);
  expect(answer.statusCode).toBe(201);
  expect(answer.json()).toMatchObject({ name: 'скан.png', type: 'image/png', size: PNG.length });
  const { body } = await customer.get(`/v1/conversations/${customer.conversationId}/messages`);
  expect(body.items.at(-1)).toMatchObject({ from: 'customer', text: '', attachments: [{ id: answer.json().id }] });
  const download = await system.app.inject({
    url: `/v1/attachments/${answer.json().id}`,
    headers: { authorization: `Bearer ${customer.token}` },
  });
  expect(download.rawPayload.equals(PNG)).toBe(true);
  expect(download.headers).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('скан.png')}`,
  });
});

test('CDEK-21 content and extension decide: a page named .png is refused, and so is a pdf named .html', async () => {
  const customer = await system.waitingCustomer('order');
  const page = await upload(customer, Buffer.from('<html><script>alert(1)</script></html>'));
  expect([page.statusCode, page.json().code]).toEqual([422, 'attachment-type-refused']);
  const svg = await upload(customer, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'));
  expect(svg.statusCode).toBe(422);
  const disguised = await upload(customer, PDF, { name: '../../evil.html' });
  expect([disguised.statusCode, disguised.json().code]).toEqual([422, 'attachment-type-refused']);
  const pdf = await upload(customer, PDF, { name: '../../evil.html.PDF' });
  expect(pdf.json()).toMatchObject({ name: 'evil.html.PDF', type: 'application/pdf' });
});

test('CDEK-21 twenty megabytes are taken, one byte more and nothing at all are not', async () => {
  const customer = await system.waitingCustomer('order');
  const largest = Buffer.concat([PNG, Buffer.alloc(MAX_ATTACHMENT_BYTES - PNG.length)]);
  expect((await upload(customer, largest)).statusCode).toBe(201);
  const larger = await upload(customer, Buffer.concat([largest, Buffer.alloc(1)]));
  expect([larger.statusCode, larger.json().code]).toEqual([413, 'attachment-too-large']);
  const empty = await upload(customer, Buffer.alloc(0));
  expect([empty.statusCode, empty.json().code]).toEqual([422, 'attachment-empty']);
});

test('CDEK-21 visible as the conversation is: others get 404, logged out 401', async () => {
  const customer = await system.waitingCustomer('order');
  const { id } = (await upload(customer, PNG)).json();
  const path = `/v1/attachments/${id}`;
  const stranger = await system.customer();
  expect((await stranger.get(path)).status).toBe(404);
  expect((await system.anonymous.get(path)).status).toBe(401);
  expect((await (await system.staff('klo-1')).get(path)).status).toBe(404);
  await (await system.staff('klo-1')).post(`/v1/conversations/${customer.conversationId}/accept`);
  expect((await (await system.staff('klo-1')).get(path)).status).toBe(200);
  expect((await (await system.staff('klo-2')).get(path)).status).toBe(404);
  expect((await customer.get('/v1/attachments/nonsense')).status).toBe(404);
});

test('CDEK-21 the same upload again is the first one', async () => {
  const customer = await system.waitingCustomer('order');
  const first = await upload(customer, PNG, { clientMessageId: 'a' });
  const again = await upload(customer, PNG, { clientMessageId: 'a' });
  expect([first.statusCode, again.statusCode]).toEqual([201, 200]);
  expect(again.json()).toEqual(first.json());
});
