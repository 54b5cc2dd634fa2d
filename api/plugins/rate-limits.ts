// Counts live in the memory of one process, on wall time. The lock by login name is in api/people/name-lock.ts.
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { PauseRule } from '../../domain/access/login-pause.ts';
import { MAX_ATTACHMENT_BYTES } from '../../domain/conversation/attachment.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Settings } from '../../platform/settings.ts';
import type { StreamLimits } from '../live/stream-limits.ts';
import { deviceCookie, type Devices, devicesOf } from '../people/device-cookies.ts';
import { type NameLock, nameLock } from '../people/name-lock.ts';
import { tooMany } from '../server/errors.ts';

type Limit = { max: number; windowMs: number };

/** `false` switches counting off, as in rehearsals. */
export type Limits =
  | {
      /** Per address, or per known browser, over all login names. */
      failedLogins: Limit;
      /** Per login name. */
      namePause: PauseRule;
      openings: Limit;
      messages: Limit;
      uploads: Limit;
      /** Per address, over all customers. */
      uploadedBytes: Limit;
      streams: StreamLimits;
    }
  | false;

const MINUTE = 60_000;
const MEGABYTE = 1024 * 1024;

export const defaultLimits = {
  // The limit by address stops one password tried on every name, and the work of each try. An office behind one address
  // may forget this many passwords.
  failedLogins: { max: 100, windowMs: 5 * MINUTE },
  namePause: { free: 10, firstMs: MINUTE, longestMs: 60 * MINUTE },
  openings: { max: 120, windowMs: MINUTE },
  // Twice what a person can type, and all photographs of a parcel at once.
  messages: { max: 120, windowMs: MINUTE },
  uploads: { max: 20, windowMs: MINUTE },
  // A token costs nothing, so files also count by address: as much as one customer may send in the largest files.
  uploadedBytes: { max: 400 * MEGABYTE, windowMs: MINUTE },
  // A browser without HTTP/2 has six connections to one host, so ten streams are two browsers full of tabs.
  streams: { each: 10, perAddress: 500, all: 5_000, settledMs: MINUTE },
} satisfies Limits;

type LimitSettings = Pick<
  Settings,
  | 'CARELINE_MESSAGES_PER_MINUTE'
  | 'CARELINE_UPLOADS_PER_MINUTE'
  | 'CARELINE_UPLOAD_MB_PER_ADDRESS'
  | 'CARELINE_STREAMS'
  | 'CARELINE_STREAMS_PER_ADDRESS'
>;

/**
 * The limits of an installation. Its settings say how much one customer and one address may send, and how many streams
 * a process holds.
 */
export function limitsOf(settings: LimitSettings): Limits {
  const { streams } = defaultLimits;
  return {
    ...defaultLimits,
    messages: { max: settings.CARELINE_MESSAGES_PER_MINUTE, windowMs: MINUTE },
    uploads: { max: settings.CARELINE_UPLOADS_PER_MINUTE, windowMs: MINUTE },
    uploadedBytes: { max: settings.CARELINE_UPLOAD_MB_PER_ADDRESS * MEGABYTE, windowMs: MINUTE },
    streams: { ...streams, all: settings.CARELINE_STREAMS, perAddress: settings.CARELINE_STREAMS_PER_ADDRESS },
  };
}

/** A login try: `device` is the browser if it is known for the name; `succeeded` takes the try out of the count. */
type LoginTry = { device: string | null; succeeded(): void };
type BeginLogin = (request: FastifyRequest, login: string) => LoginTry;

declare module 'fastify' {
  interface FastifyInstance {
    beginLogin: BeginLogin;
    nameLock: NameLock;
  }

  interface FastifyRequest {
    /** The current login try, counted before its login name is known. */
    loginTry: { devices: Devices; byAddress: boolean; forget(): void } | null;
  }
}

export const rateLimits = fp<{ limits: Limits; secret: string }>(
  async (app, { limits, secret }) => {
    app.decorateRequest('loginTry', null);
    app.decorate('nameLock', nameLock(limits && limits.namePause));
    if (limits === false) {
      app.decorate('beginLogin', () => ({ device: null, succeeded: () => {} }));
      return;
    }
    countLogins(app, limits.failedLogins, secret);
    await app.register(rateLimit, { global: false });
    const opening = app.createRateLimit({ max: limits.openings.max, timeWindow: limits.openings.windowMs });
    app.addHook('onRequest', async (request) => {
      if (request.routeOptions.config.limit !== 'open-conversation') return;
      const counted = await opening(request);
      if (!counted.isAllowed && counted.isExceeded) tooMany(counted.ttl);
    });
    const sending = {
      message: counterOfCustomers(app, limits.messages),
      upload: counterOfCustomers(app, limits.uploads),
    };
    const countBytes = counting(limits.uploadedBytes);
    // Runs when the caller is known, and before the body is read or the idempotency key is claimed.
    app.addHook('preParsing', async (request) => {
      const { limit } = request.routeOptions.config;
      // Staff are responsible for what they write; anyone can be a customer.
      if (request.actor?.kind !== 'customer' || (limit !== 'message' && limit !== 'upload')) return;
      const counted = await sending[limit](request);
      if (!counted.isAllowed && counted.isExceeded) tooMany(counted.ttl);
      if (limit === 'upload') countBytes(addressOf(request), sizeOf(request));
    });
  },
  { name: 'rate-limits' },
);

/** The size of an upload. One that declares none, or more than is read, counts as the largest that is kept. */
function sizeOf({ headers }: FastifyRequest): number {
  const said = headers['content-length'];
  return said === undefined ? MAX_ATTACHMENT_BYTES : Math.min(Number(said), MAX_ATTACHMENT_BYTES);
}

function counterOfCustomers(app: FastifyInstance, { max, windowMs }: Limit) {
  return app.createRateLimit({
    max,
    timeWindow: windowMs,
    // A token is one customer's, for all conversations that continue their first.
    keyGenerator: ({ actor }) => (actor.kind === 'customer' ? actor.customerId : ''),
  });
}

// If more keys than this are under attack at once, the oldest counts are dropped to save memory.
const MOST_KEYS = 10_000;

function countLogins(app: FastifyInstance, limit: Limit, secret: string): void {
  const byAddress = counting(limit);
  const byDevice = counting(limit);
  // Runs before the body is read, because even an invalid body costs work. Runs after the origin check: another site
  // must not use up the tries of an office. A known browser is never refused because of its neighbours.
  app.addHook('preParsing', async (request) => {
    if (request.routeOptions.config.limit !== 'login') return;
    const devices = devicesOf(request, secret);
    const [device] = devices.values();
    const forget = device === undefined ? byAddress(addressOf(request)) : byDevice(device);
    request.loginTry = { devices, byAddress: device === undefined, forget };
  });
  app.decorate('beginLogin', (request, login) => {
    const begun = request.loginTry;
    const device = begun?.devices.get(deviceCookie(login)) ?? null;
    // The browser is known for other names; that must not bypass the limit for this name.
    const forget = device === null && begun?.byAddress === false ? byAddress(addressOf(request)) : () => {};
    const succeeded = () => {
      forget();
      begun?.forget();
    };
    return { device, succeeded };
  });
}

// A try counts from its beginning: otherwise a thousand at once would all be checked before the first failed.
function counting({ max, windowMs }: Limit): (key: string, amount?: number) => () => void {
  const tries = new Map<string, { count: number; endsAt: number }>();
  return (key, amount = 1) => {
    const now = systemClock.now().getTime();
    let current = tries.get(key);
    if (current === undefined || current.endsAt <= now)
      tries.set(key, (current = { count: 0, endsAt: now + windowMs }));
    if (current.count + amount > max) tooMany(current.endsAt - now);
    current.count += amount;
    const oldest = tries.size > MOST_KEYS ? tries.keys().next().value : undefined;
    if (oldest !== undefined) tries.delete(oldest);
    return () => void (current.count -= amount);
  };
}

/**
 * A whole IPv6 network counts as one address. After the connection has been cut a request has no address: all such
 * requests count as one.
 */
export function addressOf({ ip }: { ip?: string }): string {
  return ip === undefined ? 'gone' : normalizeIP(ip);
}
