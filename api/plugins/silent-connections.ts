import type { Socket } from 'node:net';
import fp from 'fastify-plugin';

/**
 * Ends connections without a request when the server closes, also those whose last request ends meanwhile. Browsers open
 * some ahead of need and keep others, and Node would wait for them: a stop would take longer than a minute.
 */
export const silentConnections = fp(
  async (app) => {
    const silent = new Set<Socket>();
    let isClosing = false;
    app.server.on('connection', (socket) => {
      silent.add(socket);
      socket.once('close', () => silent.delete(socket));
    });
    app.server.on('request', ({ socket }, answer) => {
      silent.delete(socket);
      answer.once('close', () => {
        if (isClosing) socket.destroySoon();
      });
    });
    app.addHook('preClose', async () => {
      isClosing = true;
      for (const socket of silent) socket.destroy();
    });
  },
  { name: 'silent-connections' },
);
