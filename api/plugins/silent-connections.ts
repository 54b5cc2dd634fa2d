import type { Socket } from 'node:net';
import fp from 'fastify-plugin';

/**
 * Ends connections without a request when the server closes. Browsers open some ahead of need, and Node would wait for
 * them: a stop would take longer than a minute.
 */
export const silentConnections = fp(
  async (app) => {
    const silent = new Set<Socket>();
    app.server.on('connection', (socket) => {
      silent.add(socket);
      socket.once('close', () => silent.delete(socket));
    });
    app.server.on('request', ({ socket }) => silent.delete(socket));
    app.addHook('preClose', async () => {
      for (const socket of silent) socket.destroy();
    });
  },
  { name: 'silent-connections' },
);
