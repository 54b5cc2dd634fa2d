import { type Api, resultOf } from '../shared/api.ts';
import { isPassing, type Problem } from '../shared/problem.ts';
import { readSession, writeSession } from './chat-session.ts';
import type { ChatSync } from './chat-sync.ts';

export type Door = {
  api: Api;
  sync: ChatSync;
  program: string;
  keepToken: (token: string | null) => void;
};

/** Opens the remembered conversation, else a new one. A passing failure is returned as a problem, to try again. */
export async function enter(door: Door): Promise<Problem | null> {
  const session = readSession(door.program);
  if (session === null) return beginConversation(door);
  for (const id of session.conversationIds) {
    const answer = await door.sync.load(id);
    if (answer.kind === 'ok') continue;
    if (isPassing(answer.problem)) return answer.problem;
    // The server no longer knows this customer (after a year, or after a new installation): start again.
    if (id === session.conversationIds.at(-1)) {
      writeSession(door.program, null);
      door.keepToken(null);
      return beginConversation(door);
    }
  }
  return null;
}

async function beginConversation({ api, sync, program, keepToken }: Door): Promise<Problem | null> {
  const call = api.POST('/v1/programs/{program}/conversations', { params: { path: { program } }, body: {} });
  const answer = await resultOf(call);
  if (answer.kind === 'failed') return answer.problem;
  const { id, customerToken } = answer.data;
  keepToken(customerToken);
  writeSession(program, { token: customerToken, conversationIds: [id] });
  await sync.load(id);
  return null;
}
