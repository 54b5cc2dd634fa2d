// A bare connection to a loopback server, for bytes that no client would send.
import { connect, type Socket } from 'node:net';
import { closedAtTheEnd } from './closing.ts';

// Only a server that never closes a connection takes this long.
const ANSWER_MS = 60_000;

export function connected(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  closedAtTheEnd(async () => socket.destroy());
  return socket;
}

/** Everything that comes until the server ends the connection. @throws Error when it does not */
export async function allOf(socket: Socket): Promise<string> {
  const pieces: Buffer[] = [];
  socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error(`the connection is still open: ${String(pieces)}`)));
  for await (const piece of socket) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}
