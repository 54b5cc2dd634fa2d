// Owns questions about TCP ports on this machine: which is free, is this one taken. Refuses to know who wants them.
import { createServer } from 'node:net';

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * True when somebody listens on it. Browsers turn `localhost` into ::1 first, so a foreign listener there counts too.
 */
export async function isPortTaken(port: number): Promise<boolean> {
  return (await listenFails(port, '127.0.0.1')) || (await listenFails(port, '::1'));
}

function listenFails(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 answers EADDRNOTAVAIL, which is not "taken".
    server.on('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRINUSE' || error.code === 'EACCES'),
    );
    server.listen({ port, host, ipv6Only: true }, () => server.close(() => resolve(false)));
  });
}
