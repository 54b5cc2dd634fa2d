// A stream of server-sent events as a browser keeps it: after a cut it continues with its last event id.
import { type ClientRequest, get } from 'node:http';

export type Heard = (event: string, data: string) => void;

export type Browser = {
  /** Connects, and continues after the latest event that it has heard; resolves when the stream is open. */
  open(baseUrl: string): Promise<void>;
  /** Cuts the connection without notice. */
  cut(): void;
};

/** One stream with these headers; `heard` gets the events in the order of arrival. */
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
            // After a cut, events still in the buffer do not count.
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
