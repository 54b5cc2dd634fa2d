// Waits until a page sends no more requests, so that a later request has one cause.
import type { Page, Request } from 'playwright-core';
import { poll } from './poll.ts';

type Asked = { open: Set<Request>; isLive: boolean; lastAt: number };

const asked = new WeakMap<Page, Asked>();

const SILENCE_MS = 400;

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
  await poll(() => stillAsked(seen)).toEqual([]);
}

function stillAsked({ open, isLive, lastAt }: Asked): string[] {
  const urls = [...open].map((request) => request.url());
  if (!isLive) urls.push('no live connection');
  return urls.length === 0 && performance.now() - lastAt <= SILENCE_MS ? ['a request has just ended'] : urls;
}
