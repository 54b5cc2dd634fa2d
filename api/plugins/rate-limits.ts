// Owns how often somebody may try: failed logins by name and address and by address, new conversations by address. Counts in memory and
// on wall time. Refuses to slow down anything else.
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { systemClock } from '../../platform/clock.ts';
import { ProblemError } from '../errors.ts';

type Limit = { max: number; windowMs: number };

/** `false` switches counting off, as in rehearsals. */
export type Limits = { failedLogins: Limit; openings: Limit } | false;

const MINUTE = 60_000;

export const defaultLimits: Limits = {
  failedLogins: { max: 10, windowMs: 5 * MINUTE },
  openings: { max: 120, windowMs: MINUTE },
};

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
  },
  { name: 'rate-limits' },
);

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
