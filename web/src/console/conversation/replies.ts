// Unsent replies of the agents: one outbox per conversation and person, kept over reloads.
import { useSyncExternalStore } from 'react';
import { resultOf } from '../../shared/api.ts';
import { Outbox, type Pending, type SendResult } from '../../shared/outbox.ts';
import { storedKeys } from '../../shared/stored.ts';
import type { Message } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { isSpeaking } from '../data/speaker.ts';

const NOT_MINE = {
  kind: 'held',
  problem: { code: 'not-logged-in', status: 401, retryAfterSeconds: null, details: {} },
} as const;

type OnSent = (conversationId: string, message: Message) => void;

const open = new Map<string, Outbox<Message>>();
let onSent: OnSent = () => {};

export const draftKey = (login: string, conversationId: string) => `careline:draft:${login}:${conversationId}`;
const outboxKey = (login: string, conversationId: string) => `careline:outbox:${login}:${conversationId}`;

/** The outbox of one conversation. Each call returns the same object, so that sending goes on while another one is open. */
function replyOutbox(login: string, conversationId: string): Outbox<Message> {
  const storageKey = outboxKey(login, conversationId);
  const known = open.get(storageKey);
  if (known !== undefined) return known;
  const made = new Outbox<Message>({
    storageKey,
    // On a shared machine another person may be logged in now. A reply is never sent in another person's name.
    send: async (pending) => (isSpeaking(login) ? send(pending) : NOT_MINE),
    onSent: (message, pending) => onSent(pending.conversationId, message),
  });
  open.set(storageKey, made);
  return made;
}

/** Resumes what was unsent when the page closed. */
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
  // The login form is already shown. The author can send this after logging in again.
  return answer.problem.status === 401 ? { kind: 'held', problem: answer.problem } : answer;
}
