// The browser remembers the customer's token and the conversations that it opens.
import { readStored, writeStored } from '../shared/stored.ts';

/** Oldest conversation first. Writing to a closed conversation opens a new one. */
export type ChatSession = { token: string; conversationIds: string[] };

const key = (program: string) => `careline:chat:${program}`;

export function readSession(program: string): ChatSession | null {
  const session = readStored<ChatSession>(key(program));
  return typeof session?.token === 'string' && Array.isArray(session.conversationIds) ? session : null;
}

export function writeSession(program: string, session: ChatSession | null): void {
  writeStored(key(program), session);
}

export const draftKey = (program: string) => `careline:chat:${program}:draft`;
export const outboxKey = (program: string) => `careline:chat:${program}:outbox`;
