// As in the browser, a request with a passing failure is sent again, unchanged, until its outcome is known.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sender } from './journal.ts';

export type Definite = { status: number; body: Record<string, unknown>; tries: number; waitedMs: number };

export type Post = { path: string; body: object; headers: Record<string, string> };

/** The API as people reach it, and a function that reports forbidden behaviour. */
export type Api = { baseUrl: string; report(violation: string): void };

// Longer than the API waits for the outcome of a move.
const PATIENCE_MS = 15_000;
const PAUSE_MS = 400;
const GIVE_UP_MS = 120_000;

/** @throws Error when there is no definite answer for two minutes */
export async function untilDefinite({ baseUrl, report }: Api, { path, body, headers }: Post): Promise<Definite> {
  const begun = performance.now();
  const giveUpAt = begun + GIVE_UP_MS;
  for (let tries = 1; performance.now() < giveUpAt; tries += 1) {
    const answer = await sendOnce(`${baseUrl}${path}`, body, headers);
    if (answer?.status === 500) report(`500 to POST ${path}: ${JSON.stringify(answer.body)}`);
    if (answer !== null && isDefinite(answer)) return { ...answer, tries, waitedMs: performance.now() - begun };
    await pause(PAUSE_MS);
  }
  throw new Error(`no definite answer to POST ${path} in ${GIVE_UP_MS / 1000} s`);
}

/** Writes a message and records its acknowledgement. */
export async function write(
  api: Api,
  sender: Sender,
  { conversationId, content, headers }: { conversationId: string; content: object; headers: Record<string, string> },
): Promise<void> {
  const path = `/v1/conversations/${conversationId}/messages`;
  const { status, body, tries } = await untilDefinite(api, {
    path,
    headers,
    body: { ...content, clientMessageId: randomUUID() },
  });
  if (tries > 1) sender.resent += 1;
  if (status > 201) return api.report(`${sender.name} was refused: ${status} ${JSON.stringify(body)}`);
  const { id, conversationId: stoodIn, text } = body as { id: string; conversationId: string; text: string };
  sender.acknowledged.push({ id, conversationId: stoodIn, text });
}

type Answer = { status: number; body: Record<string, unknown> };

/** `null`: no answer at all. */
async function sendOnce(url: string, body: object, headers: Record<string, string>): Promise<Answer | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  } catch {
    return null;
  }
}

function isDefinite({ status, body }: Answer): boolean {
  return status < 500 && status !== 429 && body['code'] !== 'idempotency-key-in-use';
}
