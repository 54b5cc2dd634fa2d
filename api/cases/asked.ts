// What is read of a request before its route runs: who asks, and the conversation that its path names.
import type { FastifyRequest } from 'fastify';
import type { About, Asked, ConversationRecord } from '../../db/read/conversations.ts';
import { type PersonActing, readSessionActing } from '../../db/read/credentials.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { isConversationAction } from '../../domain/access/route-access.ts';
import { isUuid } from '../server/given-values.ts';

const people = new WeakMap<FastifyRequest, PersonActing | null>();
const conversations = new WeakMap<FastifyRequest, ConversationRecord | null>();

/** The conversation that a request's access depends on, to be read with its caller; `null` when there is none. */
export function aboutOf({ is404, routeOptions, params }: FastifyRequest): About | null {
  const rule = routeOptions.config.access;
  if (is404 || rule === undefined || !isConversationAction(rule)) return null;
  const { id } = params as { id: string };
  return isUuid(id) ? { id, toWrite: rule === 'conversation.write' } : null;
}

/** Keeps the conversation that was read with the caller. Returns who asks. */
export function keepRead<Who>(request: FastifyRequest, { who, conversation }: Asked<Who>): Who | null {
  if (aboutOf(request) !== null) conversations.set(request, conversation);
  return who;
}

/** Reads a session, and with it its person and the conversation. Beside a token it only proves that it is alive. */
export async function readBySession<Data>(
  request: FastifyRequest,
  session: { sidHash: string; now: Instant },
): Promise<Data | null> {
  const { authorization, 'x-api-key': key } = request.headers;
  const about = authorization === undefined && key === undefined ? aboutOf(request) : null;
  const found = await readSessionActing<Data>(request.em, session, about);
  if (about !== null) conversations.set(request, found.conversation);
  if (found.who !== null) people.set(request, found.who.person);
  return found.who?.data ?? null;
}

/** The person of the request's session as read with it; `undefined` when it was not read, or was taken before. */
export function takePerson(request: FastifyRequest): PersonActing | null | undefined {
  const person = people.get(request);
  people.delete(request);
  return person;
}

/** The conversation as read with the caller; `undefined` when it was not read. */
export function readConversationOf(request: FastifyRequest): ConversationRecord | null | undefined {
  return conversations.get(request);
}
