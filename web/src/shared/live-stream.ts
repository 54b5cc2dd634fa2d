// fetch instead of EventSource, because a customer's token belongs in a header and a 401 must differ from an outage.
import { eventStreamParser, type StreamEvent } from './event-stream.ts';

export type LiveState = 'connecting' | 'live' | 'down';

export type LiveOptions = {
  url: string;
  headers?: () => Record<string, string>;
  onEvent: (event: StreamEvent) => void;
  onState: (state: LiveState) => void;
  /** The server no longer knows us, so reconnecting is useless. */
  onForbidden?: () => void;
};

export type LiveStream = { close: () => void; lastEventId: () => string | null };

// The server sends something at least every 15 s.
const SILENCE_MS = 40_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

export function openLiveStream(options: LiveOptions): LiveStream {
  let lastEventId: string | null = null;
  let closed = false;
  let attempt: AbortController | null = null;
  let wake: () => void = () => {};

  const run = async () => {
    let pause = FIRST_PAUSE_MS;
    while (!closed) {
      options.onState('connecting');
      attempt = new AbortController();
      const begun = await once(options, attempt, lastEventId, (event) => {
        if (event.id !== null) lastEventId = event.id;
        if (!closed) options.onEvent(event);
      });
      if (closed) return;
      if (begun === 'forbidden') {
        options.onState('down');
        return options.onForbidden?.();
      }
      options.onState('down');
      pause = begun === 'was-live' ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      // Spread at random, so that a restarted server does not meet all browsers in the same moment.
      await rest(pause * (0.5 + Math.random() / 2), (stop) => (wake = stop));
    }
  };

  const online = () => wake();
  // A reading stream does not always notice a dead network, so the browser's offline event counts too.
  const offline = () => attempt?.abort();
  addEventListener('online', online);
  addEventListener('offline', offline);
  void run();
  return {
    lastEventId: () => lastEventId,
    close: () => {
      closed = true;
      removeEventListener('online', online);
      removeEventListener('offline', offline);
      attempt?.abort();
      wake();
    },
  };
}

type Ending = 'was-live' | 'never-live' | 'forbidden';

async function once(
  options: LiveOptions,
  attempt: AbortController,
  lastEventId: string | null,
  onEvent: (event: StreamEvent) => void,
): Promise<Ending> {
  let watchdog = setTimeout(() => attempt.abort(), SILENCE_MS);
  let ending: Ending = 'never-live';
  try {
    const headers = { accept: 'text/event-stream', ...options.headers?.() };
    const resumed = lastEventId === null ? headers : { ...headers, 'last-event-id': lastEventId };
    const response = await fetch(options.url, { headers: resumed, signal: attempt.signal, cache: 'no-store' });
    if (response.status === 401 || response.status === 403) return 'forbidden';
    if (!response.ok || response.body === null) return ending;
    ending = 'was-live';
    options.onState('live');
    const parse = eventStreamParser(onEvent);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return ending;
      clearTimeout(watchdog);
      watchdog = setTimeout(() => attempt.abort(), SILENCE_MS);
      parse(value);
    }
  } catch {
    return ending;
  } finally {
    clearTimeout(watchdog);
  }
}

function rest(milliseconds: number, onWake: (stop: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    onWake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
