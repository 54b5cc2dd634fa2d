// Owns the agents' unsent replies: one outbox per request and person, kept over reloads. Refuses to draw.
import { useSyncExternalStore } from 'react';
import { resultOf } from '../../shared/api.ts';
import { Outbox, type Pending, type SendResult } from '../../shared/outbox.ts';
import { storedKeys } from '../../shared/stored.ts';
import type { Message } from '../../shared/wire.ts';
import { api } from './api.ts';
import { isSpeaking } from './speaker.ts';

const NOT_MINE = {
  kind: 'held',
  problem: { code: 'not-logged-in', status: 401, retryAfterSeconds: null, details: {} },
} as const;

type OnSent = (conversationId: string, message: Message) => void;

const open = new Map<string, Outbox<Message>>();
let onSent: OnSent = () => {};

export const draftKey = (login: string, conversationId: string) => `careline:draft:${login}:${conversationId}`;
const outboxKey = (login: string, conversationId: string) => `careline:outbox:${login}:${conversationId}`;

/** The outbox of one request; the same object at each call, so that it goes on sending when another request is open. */
function replyOutbox(login: string, conversationId: string): Outbox<Message> {
  const storageKey = outboxKey(login, conversationId);
  const known = open.get(storageKey);
  if (known !== undefined) return known;
  const made = new Outbox<Message>({
    storageKey,
    // At a shared machine somebody else may be logged in by now: what one wrote is not said in another's name.
    send: async (pending) => (isSpeaking(login) ? send(pending) : NOT_MINE),
    onSent: (message, pending) => onSent(pending.conversationId, message),
  });
  open.set(storageKey, made);
  return made;
}

/** Goes on with whatever was unsent when the page went away. */
export function resumeReplies(login: string, whenSent: OnSent): void {
  onSent = whenSent;
  const prefix = outboxKey(login, '');
  for (const key of storedKeys(prefix)) replyOutbox(login, key.slice(prefix.length)).wake();
}

export function useReplies(
  login: string,
  conversationId: string,
): { outbox: Outbox<Message>; items: readonly Pending[] } {
  const outbox = replyOutbox(login, conversationId);
  const items = useSyncExternalStore(
    (listener) => outbox.subscribe(listener),
    () => outbox.items(),
  );
  return { outbox, items };
}

async function send({ clientMessageId, conversationId: id, text }: Pending): Promise<SendResult<Message>> {
  const body = { text, clientMessageId };
  const answer = await resultOf(api.POST('/v1/conversations/{id}/messages', { params: { path: { id } }, body }));
  if (answer.kind === 'ok') return { kind: 'sent', message: answer.data };
  // The way to the API has shown the login form; whoever wrote this goes on with it once they are logged in.
  return answer.problem.status === 401 ? { kind: 'held', problem: answer.problem } : answer;
}
