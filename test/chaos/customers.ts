// The customers open, choose and keep writing as a browser does, whatever is down.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Journal, newSender, type Request } from './journal.ts';
import { type Api, untilDefinite, write } from './patient-http.ts';

const WRITE_EVERY_MS = 1_500;

/** Opens a conversation over HTTP, identifies and chooses a category. @throws Error when it cannot be opened */
export async function openAndChoose(
  api: Api,
  journal: Journal,
  { name, category }: { name: string; category: string },
): Promise<Request> {
  const headers = { 'idempotency-key': randomUUID() };
  const { status, body } = await untilDefinite(api, { path: '/v1/programs/cdek/conversations', body: {}, headers });
  if (status !== 201) throw new Error(`${name} could not open a conversation: ${status} ${JSON.stringify(body)}`);
  const { id: conversationId, customerToken: token } = body as { id: string; customerToken: string };
  const request: Request = { sender: newSender(journal, name), conversationId, token, category, seededSince: null };
  for (const content of [{ text: '7707083893' }, { choice: category }]) {
    await write(api, request.sender, { conversationId, content, headers: authorization(request) });
  }
  journal.requests.push(request);
  return request;
}

/** Writes now and then until told to stop, and finishes what it has begun. */
export async function keepWriting(api: Api, request: Request, signal: AbortSignal): Promise<void> {
  const { sender } = request;
  for (let number = 1; !signal.aborted; number += 1) {
    // After a closing the answer names the conversation that continues this one.
    const conversationId = sender.acknowledged.at(-1)?.conversationId ?? request.conversationId;
    const content = { text: `${sender.name} writes message ${number}` };
    await write(api, sender, { conversationId, content, headers: authorization(request) });
    await pause(WRITE_EVERY_MS * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined);
  }
}

function authorization({ token }: Request): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
