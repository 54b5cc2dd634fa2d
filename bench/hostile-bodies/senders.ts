// The clients run in their own thread, so that the measuring thread does nothing else.
import { request } from 'node:http';
import { workerData } from 'node:worker_threads';
import type { Shape } from './shapes.ts';

const { baseUrl, shape, clients } = workerData as { baseUrl: string; shape: Shape; clients: number };

let sent = 0;

/**
 * Sends the body in one piece, and waits for the answer or the end of the connection: too large a body is answered
 * early.
 */
function send({ path, headers, body }: Shape): Promise<void> {
  sent += 1;
  const localAddress = `127.1.${(sent >> 8) & 255}.${sent & 255}`;
  return new Promise((resolve) => {
    const all = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers };
    const out = request(
      `${baseUrl}${path}`,
      { method: 'POST', agent: false, localAddress, headers: all },
      (response) => {
        response
          .resume()
          .on('end', resolve)
          .on('error', () => resolve());
      },
    );
    out.on('error', () => resolve());
    out.end(body);
  });
}

await Promise.all(
  Array.from({ length: clients }, async () => {
    for (;;) await send(shape);
  }),
);
