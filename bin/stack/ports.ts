import { createServer } from 'node:net';

/** A port that is free at this moment. */
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
 * True when a program listens on the port. Browsers try ::1 first for `localhost`, so a foreign listener there counts
 * too.
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
