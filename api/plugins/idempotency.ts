// Idempotency-Key works on every POST (draft-ietf-httpapi-idempotency-key-header): a repeated request gets the first
// answer. Only definite answers are kept.
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import {
  answerIdempotencyKey,
  claimIdempotencyKey,
  type IdempotencyClaim,
  releaseIdempotencyKey,
  renewIdempotencyKey,
} from '../../db/write/idempotency.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { systemClock } from '../../platform/clock.ts';
import { invalid, ProblemError } from '../server/errors.ts';
import {
  fingerprint,
  type IdempotencyScope,
  seal,
  SHORTEST_ANONYMOUS_KEY,
  storageKey,
  unseal,
  updateIdOf,
} from '../server/idempotency-keys.ts';

/**
 * The age at which an unanswered mark counts as abandoned by a dead process, and how often a running request renews its
 * mark.
 */
export type MarkTimes = { abandonedAfterMs: number; renewedEveryMs: number };

// With renewal a mark is never this old while its request runs, even for a long upload. If renewal fails, this is still
// longer than the longest wait for a move (LONGEST_MOVE_MS), and no other request takes longer.
export const defaultMarkTimes: MarkTimes = { abandonedAfterMs: 20_000, renewedEveryMs: 5_000 };

type Running = { scope: IdempotencyScope; claim: IdempotencyClaim; release(): Promise<void> };

export const idempotency = fp<{ times?: MarkTimes | undefined }>(
  async (app, { times = defaultMarkTimes }) => {
    const running = new WeakMap<FastifyRequest, Running>();
    app.decorateRequest('idempotencyKey', '');
    app.decorateRequest('updateId', {
      getter() {
        const request = this as unknown as FastifyRequest;
        return request.method === 'POST' ? updateIdOf(scopeOf(request)) : '';
      },
    });
    app.addHook('onRequest', async (request) => {
      if (request.method !== 'POST') return;
      request.idempotencyKey = sentKey(request) ?? randomUUID();
    });
    app.addHook('preValidation', async (request, reply) => {
      if (!isRemembered(request)) return;
      const now = systemClock.now().getTime();
      const scope = scopeOf(request);
      const claim = { key: storageKey(scope), fingerprint: fingerprint(scope, bodyOf(request)), at: toInstant(now) };
      const claimed = await claimIdempotencyKey(request.em, claim, toInstant(now - times.abandonedAfterMs));
      if (claimed.kind === 'ours') running.set(request, { scope, claim, release: keepClaimed(request, claim, times) });
      else if (claimed.kind === 'answered') return replay(reply, claimed.status, unseal(scope, claimed.body));
      else refuseRepetition(claimed.kind);
    });
    app.addHook('onSend', async (request, reply, payload) => {
      const mine = running.get(request);
      if (mine === undefined) return;
      running.delete(request);
      await mine.release();
      await settle(request, reply, mine, payload).catch((error: unknown) => {
        // The answer is still true; a repetition runs again once the mark is old.
        request.log.warn({ err: error }, 'the answer could not be kept for a repetition');
      });
    });
  },
  { name: 'idempotency', dependencies: ['identity'] },
);

function sentKey({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
    invalid('/Idempotency-Key', 'must be 1 to 255 visible ASCII characters');
  return key;
}

/** Tells whether a repetition gets the first answer. Other requests with a key are independent. */
function isRemembered(request: FastifyRequest): boolean {
  const isNatural = request.routeOptions.config.idempotency === 'natural';
  if (request.method !== 'POST' || request.is404 || isNatural || sentKey(request) === null) return false;
  return request.actor.kind !== 'anonymous' || isUnguessable(request.idempotencyKey);
}

// An answer to an anonymous request holds a customer's token, and an office shares one address: only the key tells the
// callers apart. With a short key, which two callers may both have chosen, each gets a separate answer.
function isUnguessable(key: string): boolean {
  return key.length >= SHORTEST_ANONYMOUS_KEY;
}

/** Renews the mark while its request runs. The returned function ends that and leaves `claim` as it is stored. */
function keepClaimed({ server }: FastifyRequest, claim: IdempotencyClaim, times: MarkTimes): () => Promise<void> {
  let renewal = Promise.resolve();
  const renew = async () => {
    const at = toInstant(systemClock.now());
    if (await renewIdempotencyKey(server.orm.em.fork(), claim, at)) claim.at = at;
  };
  // PostgreSQL may be away; the next renewal may reach it again.
  const timer = setInterval(() => void (renewal = renewal.then(renew).catch(() => {})), times.renewedEveryMs);
  return () => {
    clearInterval(timer);
    return renewal;
  };
}

function scopeOf({ actor, ip, method, url, idempotencyKey }: FastifyRequest): IdempotencyScope {
  const who = actor.kind === 'staff' ? actor.login : actor.kind === 'customer' ? actor.customerId : ip;
  return { actor: `${actor.kind}:${who}`, method, path: url, key: idempotencyKey };
}

// Only its route reads an upload. Before that, the declared size of the form distinguishes two files.
function bodyOf(request: FastifyRequest): string {
  const told = request.isMultipart() ? request.headers['content-length'] : request.body;
  return JSON.stringify(told ?? null, inOrder);
}

/** For `JSON.stringify`: sorts the fields of an object, because their order means nothing. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

type Kept = { type: string; text: string };

function replay(reply: FastifyReply, status: number, kept: string): FastifyReply {
  const { type, text } = JSON.parse(kept) as Kept;
  reply.code(status).header('idempotency-replayed', 'true');
  return text === '' ? reply.send() : reply.type(type).send(text);
}

function refuseRepetition(kind: 'running' | 'other-request'): never {
  if (kind === 'other-request') {
    throw new ProblemError('idempotency-key-reused', 'this Idempotency-Key was sent with another body before');
  }
  const headers = { 'retry-after': '2' };
  throw new ProblemError('idempotency-key-in-use', 'the first request with this Idempotency-Key is still running', {
    headers,
  });
}

async function settle(request: FastifyRequest, reply: FastifyReply, mine: Running, payload: unknown): Promise<void> {
  const { scope, claim } = mine;
  const isText = payload === null || payload === undefined || typeof payload === 'string';
  if (!isText || !isDefinite(request, reply.statusCode)) return releaseIdempotencyKey(request.em, claim);
  const kept: Kept = { type: String(reply.getHeader('content-type') ?? ''), text: payload ?? '' };
  await answerIdempotencyKey(request.em, claim, { status: reply.statusCode, body: seal(scope, JSON.stringify(kept)) });
}

/** Only an answer that would be the same next time is kept; 401, 429 and every 5xx ask for a repetition. */
function isDefinite(request: FastifyRequest, status: number): boolean {
  // An unreadable form may have been cut off on its way: nothing of it was kept, and it may come again complete.
  if (status === 400 && request.isMultipart()) return false;
  return status < 500 && status !== 401 && status !== 429;
}
