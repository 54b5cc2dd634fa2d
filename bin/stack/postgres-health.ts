// It asks without a login, so a server without a free connection answers too.
import { connect } from 'node:net';

// SSLRequest of the protocol: eight bytes, to which every server answers S or N.
const request = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** True when the server on this loopback port answers anything in time. */
export function answersPostgres(port: number, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(withinMs, () => settle(false));
    socket.on('error', () => settle(false));
    socket.on('close', () => settle(false));
    socket.on('data', () => settle(true));
    socket.end(request);
  });
}
