// Owns a stream of server-sent events as a browser holds it: where it stopped it goes on. Refuses to know what events mean.
import { type ClientRequest, get } from 'node:http';

export type Heard = (event: string, data: string) => void;

export type Browser = {
  /** Connects, and goes on after the latest event that it has heard; resolves when the stream stands. */
  open(baseUrl: string): Promise<void>;
  /** Cuts the line without a word. */
  cut(): void;
};

/** One stream, with these headers, reported to `heard` in the order of arrival. */
export function browserOf(path: string, headers: Record<string, string>, heard: Heard): Browser {
  let line: ClientRequest | null = null;
  let lastEventId: string | null = null;
  const take = (block: string) => {
    const { id, event, data } = fieldsOf(block);
    if (id !== undefined) lastEventId = id;
    if (data !== undefined) heard(event ?? 'message', data);
  };
  return {
    cut: () => void line?.destroy(),
    open: (baseUrl) =>
      new Promise((resolve, reject) => {
        const sent = { ...headers, ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }) };
        const mine = get(`${baseUrl}${path}`, { agent: false, headers: sent }, (response) => {
          if (response.statusCode !== 200) return reject(new Error(`no stream: ${response.statusCode}`));
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => {
            resolve();
            const blocks = (text + part).split('\n\n');
            text = blocks.pop() ?? '';
            // A line that was cut says nothing any more, whatever is still in its buffer.
            for (const block of blocks) if (line === mine && !mine.destroyed) take(block);
          });
          response.on('error', () => undefined);
        });
        mine.on('error', reject);
        line = mine;
      }),
  };
}

function fieldsOf(block: string): Partial<Record<'id' | 'event' | 'data', string>> {
  const fields = block.split('\n').map((field) => {
    const colon = field.indexOf(':');
    return [field.slice(0, colon), field.slice(colon + 2)];
  });
  return Object.fromEntries(fields) as Partial<Record<'id' | 'event' | 'data', string>>;
}
