import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { type AppActing, readAppByKey, readCustomerByToken, readPersonActing } from '../../db/read/credentials.ts';
import { type Actor, appLogin, type StaffActor } from '../../domain/access/actor.ts';
import { type Instant, isDue, toInstant } from '../../domain/calendar/instant.ts';
import { aboutOf, keepRead, takePerson } from '../cases/asked.ts';
import { ProblemError } from '../server/errors.ts';
import { presenceLog } from '../people/presence.ts';
import { tellOfArrival } from '../routes/conversations/arrivals.ts';
import { hashToken, kindOfToken } from '../people/tokens.ts';
import { isSessionAlive } from './sessions.ts';

const ANONYMOUS: Actor = { kind: 'anonymous' };

export const identity = fp(
  async (app) => {
    const noteSeen = presenceLog(app.clock, tellOfArrival);
    app.decorateRequest('actor');
    app.decorateRequest('identify', async function identify(this: FastifyRequest) {
      const actor = await actorOf(this);
      const bySession = shownToken(this) === null && actor.kind !== 'anonymous';
      // A listener is at work: an open console sends no other requests while nothing happens.
      await noteSeen(this.em, actor);
      return bySession && !(await isSessionAlive(this)) ? ANONYMOUS : actor;
    });
    app.decorateRequest('staff', {
      getter() {
        return staffOf(this as unknown as FastifyRequest);
      },
    });
    app.addHook('onRequest', async (request) => {
      request.actor = await actorOf(request);
      await noteSeen(request.em, request.actor);
    });
  },
  { name: 'identity', dependencies: ['sessions', 'unit-of-work'] },
);

/**
 * The names in an access-change notice that concern this request: the hash of its token, or of its session and the
 * person.
 */
export function accessNames(request: FastifyRequest): string[] {
  const shown = shownToken(request);
  if (shown !== null) return [hashToken(shown)];
  const { personId, sessionId } = request.session;
  return personId === undefined ? [] : [hashToken(sessionId), personId];
}

/** Pages, health and the login answer every caller, even with a token that a proxy has added. */
function isOpenToEveryone({ url, routeOptions }: FastifyRequest): boolean {
  return !(routeOptions.url ?? url).startsWith('/v1/') || routeOptions.config.limit === 'login';
}

function staffOf({ actor, routeOptions }: FastifyRequest): StaffActor {
  if (actor.kind !== 'staff') throw new TypeError(`${routeOptions.url} reads request.staff without a rule for staff`);
  return actor;
}

// A sent token counts alone, so that a session never hides an invalid token.
async function actorOf(request: FastifyRequest): Promise<Actor> {
  if (isOpenToEveryone(request)) return ANONYMOUS;
  const shown = shownToken(request);
  if (shown !== null) return (await actorOfToken(request, shown)) ?? badToken();
  const { personId } = request.session;
  if (personId === undefined) return ANONYMOUS;
  const known = takePerson(request);
  const person = known === undefined ? await readPersonActing(request.em, personId) : known;
  return person === null ? ANONYMOUS : { kind: 'staff', ...person };
}

/** Another scheme than ours belongs to another system, such as a proxy with its own password. */
function shownToken({ headers }: FastifyRequest): string | null {
  const [scheme = '', ...rest] = (headers.authorization ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer') return /^\S+$/.exec(rest.join(' ').trim())?.[0] ?? badToken();
  const key = headers['x-api-key'];
  return typeof key === 'string' ? key : null;
}

async function actorOfToken(request: FastifyRequest, token: string): Promise<Actor | null> {
  const [kind, about] = [kindOfToken(token), aboutOf(request)];
  if (kind === null) return null;
  if (kind === 'customer') {
    const customer = keepRead(request, await readCustomerByToken(request.em, hashToken(token), about));
    return customer === null ? null : { kind: 'customer', ...customer };
  }
  const app = keepRead(request, await readAppByKey(request.em, hashToken(token), about));
  return actorOfKey(app, toInstant(request.server.clock.now()));
}

/** @throws ProblemError 401 for an expired key */
function actorOfKey(app: AppActing | null, now: Instant): Actor | null {
  if (app === null) return null;
  const { name, program, roles, scope, expiresAt } = app;
  if (expiresAt !== null && isDue(expiresAt, now)) {
    throw new ProblemError('key-expired', `the key expired at ${expiresAt}`);
  }
  const memberships = roles.map((role) => ({ program, role }));
  const limited = scope === 'read-only' ? { readOnly: true } : {};
  return { kind: 'staff', login: appLogin({ program, name }), name, admin: false, memberships, ...limited };
}

function badToken(): never {
  throw new ProblemError('token-invalid', 'the token is not known here, or has been revoked');
}
