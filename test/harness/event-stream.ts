// A listener of server-sent events on a real connection, which it reads as a browser does.
import { closedAtTheEnd } from './closing.ts';
import { until } from './until.ts';

export type StreamedEvent = { id: string | null; event: string; data: Record<string, unknown> };

export type EventStream = {
  events: StreamedEvent[];
  /** Resolves with the first event that fits, past ones included. @throws Error when none comes */
  until(fits: (event: StreamedEvent) => boolean): Promise<StreamedEvent>;
  /** Resolves when the server has ended the stream. */
  ended: Promise<void>;
  close(): void;
};

/** Opens the stream. @throws Error when the answer is not a stream */
export async function openEventStream(url: string, headers: Record<string, string>): Promise<EventStream> {
  const closing = new AbortController();
  closedAtTheEnd(async () => closing.abort());
  const response = await fetch(url, { headers, signal: closing.signal });
  if (response.status !== 200 || response.body === null) throw new Error(`no stream: ${response.status}`);
  const events: StreamedEvent[] = [];
  const ended = readOn(response.body, (event) => events.push(event));
  return {
    events,
    ended,
    async until(fits) {
      const came = await until(
        () => ({ fitting: events.find(fits), events }),
        ({ fitting }) => fitting !== undefined,
      );
      return came.fitting as StreamedEvent;
    },
    close: () => closing.abort(),
  };
}

async function readOn(body: ReadableStream<Uint8Array>, heard: (event: StreamedEvent) => unknown): Promise<void> {
  let text = '';
  try {
    for await (const part of body.pipeThrough(new TextDecoderStream() as never) as unknown as AsyncIterable<string>) {
      const blocks = (text + part).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = eventOf(block);
        if (event !== null) heard(event);
      }
    }
  } catch {
    // Closed by the test, or cut by the server.
  }
}

function eventOf(block: string): StreamedEvent | null {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  const data = fields.get('data');
  if (data === undefined) return null;
  return { id: fields.get('id') ?? null, event: fields.get('event') ?? 'message', data: JSON.parse(data) };
}
