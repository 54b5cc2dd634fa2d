// Waits until a page sends no more requests, so that a later request has one cause.
import { setTimeout as pause } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';

type Asked = { open: Set<Request>; isLive: boolean; lastAt: number };

const asked = new WeakMap<Page, Asked>();

const LOOK_EVERY_MS = 25;
const SILENCE_MS = 400;
// Not an expected time: only a failure takes this long.
const WITHIN_MS = 20_000;

const isStream = (request: Request) => request.url().includes('/v1/events');

/** Follows the page's requests from its opening on. */
export function followRequests(page: Page): void {
  const seen: Asked = { open: new Set(), isLive: false, lastAt: 0 };
  asked.set(page, seen);
  const ended = (request: Request) => {
    seen.open.delete(request);
    seen.lastAt = performance.now();
  };
  page.on('request', (request) => {
    if (request.url().includes('/v1/') && !isStream(request)) seen.open.add(request);
  });
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  page.on('response', (answer) => {
    if (!isStream(answer.request())) return;
    // A new live connection reads everything once more.
    seen.isLive = answer.ok();
    seen.lastAt = performance.now();
  });
}

/** Done when the live connection is open, every request has its answer and no new one has begun for a while. */
export async function quiet(page: Page): Promise<void> {
  const seen = asked.get(page);
  if (seen === undefined) throw new Error('this page was opened without followRequests');
  for (const giveUpAt = performance.now() + WITHIN_MS; performance.now() < giveUpAt; await pause(LOOK_EVERY_MS)) {
    if (seen.isLive && seen.open.size === 0 && performance.now() - seen.lastAt > SILENCE_MS) return;
  }
  throw new Error(
    `the page still asks: ${[...seen.open].map((request) => request.url()).join(', ') || 'no live line'}`,
  );
}
