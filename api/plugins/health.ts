import { setTimeout as pause } from 'node:timers/promises';
import Type from 'typebox';
import type { Orm } from '../../db/orm.ts';
import { rows, sql } from '../../db/sql.ts';
import type { Feed } from '../live/feed.ts';
import type { CarelineApp } from '../server/careline-app.ts';
import { ProblemError } from '../server/errors.ts';

/** Tells whether Temporal answers; resolves in a bounded time. */
export type TemporalCheck = () => Promise<boolean>;

const PATIENCE_MS = 1_000;
const HELD_BACK_MS = 5_000;

const UpOrDown = Type.Union([Type.Literal('up'), Type.Literal('down')]);

const Readiness = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('degraded')], { description: 'degraded: moves of cases wait' }),
  postgres: UpOrDown,
  temporal: UpOrDown,
  liveUpdates: Type.Union([Type.Literal('current'), Type.Literal('held back')], {
    description: 'held back: for more than 5 s by a transaction that is left open; the log names its process',
  }),
});

type Asked = { temporalUp: TemporalCheck; feed: Pick<Feed, 'heldBackMs'> };

export async function healthRoutes(app: CarelineApp, { temporalUp, feed }: Asked): Promise<void> {
  app.get(
    '/livez',
    {
      config: { access: 'anyone' },
      schema: {
        tags: ['health'],
        summary: 'The process is alive',
        description: 'Checks nothing else. For the supervisor that restarts hanging processes.',
        response: { 200: Type.Object({ status: Type.Literal('ok') }) },
      },
    },
    async () => ({ status: 'ok' as const }),
  );

  app.get(
    '/readyz',
    {
      config: { access: 'anyone' },
      schema: {
        tags: ['health'],
        summary: 'The process can serve',
        description:
          'With Temporal down it can: customers write, and what they began starts later. With PostgreSQL down: 503.',
        response: { 200: Readiness },
      },
    },
    async () => {
      const [postgres, temporal] = await Promise.all([inTime(postgresUp(app.orm)), inTime(temporalUp())]);
      if (!postgres) {
        throw new ProblemError('unavailable', 'PostgreSQL does not answer', { headers: { 'retry-after': '2' } });
      }
      const status = temporal ? ('ok' as const) : ('degraded' as const);
      const liveUpdates = feed.heldBackMs() > HELD_BACK_MS ? ('held back' as const) : ('current' as const);
      return { status, postgres: 'up' as const, temporal: temporal ? ('up' as const) : ('down' as const), liveUpdates };
    },
  );
}

async function postgresUp(orm: Orm): Promise<boolean> {
  await rows(orm.em.fork(), sql`select 1`);
  return true;
}

async function inTime(check: Promise<boolean>): Promise<boolean> {
  const enough = new AbortController();
  const tooLate = pause(PATIENCE_MS, false, { signal: enough.signal }).catch(() => false);
  const answer = await Promise.race([check.catch(() => false), tooLate]);
  enough.abort();
  return answer;
}
