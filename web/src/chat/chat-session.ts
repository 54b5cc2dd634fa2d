// Owns what the browser remembers of a customer: the token and the conversations that it opens. Refuses to ask the server.
import { readStored, writeStored } from '../shared/stored.ts';

/** Oldest conversation first; a new one is opened by writing to a closed one. */
export type ChatSession = { token: string; conversationIds: string[] };

const key = (program: string) => `careline:chat:${program}`;

export function readSession(program: string): ChatSession | null {
  const session = readStored<ChatSession>(key(program));
  return typeof session?.token === 'string' && Array.isArray(session.conversationIds) ? session : null;
}

export function writeSession(program: string, session: ChatSession | null): void {
  writeStored(key(program), session);
}

/** Where unsent text is kept. */
export const draftKey = (program: string) => `careline:chat:${program}:draft`;
export const outboxKey = (program: string) => `careline:chat:${program}:outbox`;
