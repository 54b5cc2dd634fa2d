// Owns how often somebody may try: failed logins by name and address and by address, new conversations by address, what a
// customer sends by their token. Counts in memory of one process and on wall time. Refuses to slow down anything else.
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { systemClock } from '../../platform/clock.ts';
import type { Settings } from '../../platform/settings.ts';
import { ProblemError } from '../errors.ts';

type Limit = { max: number; windowMs: number };

/** `false` switches counting off, as in rehearsals. */
export type Limits = { failedLogins: Limit; openings: Limit; messages: Limit; uploads: Limit } | false;

const MINUTE = 60_000;

export const defaultLimits = {
  failedLogins: { max: 10, windowMs: 5 * MINUTE },
  openings: { max: 120, windowMs: MINUTE },
  // Twice what a person can type, and all the photographs of a parcel at once.
  messages: { max: 120, windowMs: MINUTE },
  uploads: { max: 20, windowMs: MINUTE },
} satisfies Limits;

/** The limits of an installation, which sets how much one customer may send. */
export function limitsOf(
  settings: Pick<Settings, 'CARELINE_MESSAGES_PER_MINUTE' | 'CARELINE_UPLOADS_PER_MINUTE'>,
): Limits {
  return {
    ...defaultLimits,
    messages: { max: settings.CARELINE_MESSAGES_PER_MINUTE, windowMs: MINUTE },
    uploads: { max: settings.CARELINE_UPLOADS_PER_MINUTE, windowMs: MINUTE },
  };
}

/** Begins a try to log in; the function that comes back is called when the try succeeds, so that it does not count. */
type BeginLogin = (request: FastifyRequest, login: string) => () => void;

declare module 'fastify' {
  interface FastifyInstance {
    beginLogin: BeginLogin;
  }
}

export const rateLimits = fp<{ limits: Limits }>(
  async (app, { limits }) => {
    if (limits === false) {
      app.decorate('beginLogin', () => () => {});
      return;
    }
    app.decorate('beginLogin', countingLogins(limits.failedLogins));
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
    // After it is known who asks, and before a body is read or a key of repetition is taken.
    app.addHook('preParsing', async (request) => {
      const { limit } = request.routeOptions.config;
      // Whoever works here answers for what they write; a customer is anybody.
      if (request.actor?.kind !== 'customer' || (limit !== 'message' && limit !== 'upload')) return;
      const counted = await sending[limit](request);
      if (!counted.isAllowed && counted.isExceeded) tooMany(counted.ttl);
    });
  },
  { name: 'rate-limits' },
);

function counterOfCustomers(app: FastifyInstance, { max, windowMs }: Limit) {
  return app.createRateLimit({
    max,
    timeWindow: windowMs,
    // A token is a customer's, for all the conversations that continue their first.
    keyGenerator: ({ actor }) => (actor.kind === 'customer' ? actor.customerId : ''),
  });
}

// More names than this under attack at once: the oldest counts are given up rather than the memory.
const MOST_KEYS = 10_000;

// One password tried on everybody's name, and the work that each try costs here, are stopped by the address; an office
// behind one address may forget this many passwords.
const NAMES_OF_AN_ADDRESS = 10;

function countingLogins({ max, windowMs }: Limit): BeginLogin {
  const byName = countingFailures({ max, windowMs });
  const byAddress = countingFailures({ max: max * NAMES_OF_AN_ADDRESS, windowMs });
  return (request, login) => {
    const address = normalizeIP(request.ip);
    const succeeded = [byName(`${address} ${login}`), byAddress(address)];
    return () => succeeded.forEach((forget) => forget());
  };
}

// A try counts from its beginning, or a thousand at once would all be checked before the first had failed.
function countingFailures({ max, windowMs }: Limit): (key: string) => () => void {
  const tries = new Map<string, { count: number; endsAt: number }>();
  return (key) => {
    const now = systemClock.now().getTime();
    let current = tries.get(key);
    if (current === undefined || current.endsAt <= now)
      tries.set(key, (current = { count: 0, endsAt: now + windowMs }));
    if (current.count >= max) tooMany(current.endsAt - now);
    current.count += 1;
    const oldest = tries.size > MOST_KEYS ? tries.keys().next().value : undefined;
    if (oldest !== undefined) tries.delete(oldest);
    return () => void (current.count -= 1);
  };
}

function tooMany(waitMs: number): never {
  const headers = { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) };
  throw new ProblemError('rate-limited', 'too many tries; wait and repeat', { headers });
}
