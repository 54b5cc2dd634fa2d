import type { Em } from '../../db/orm.ts';
import { notePresence } from '../../db/write/presence.ts';
import { type Actor, isApp } from '../../domain/access/actor.ts';
import { type Instant, toInstant } from '../../domain/calendar/instant.ts';
import type { Clock } from '../../platform/clock.ts';

const NOTED_EVERY_MS = 60_000;

export type PresenceLog = (em: Em, actor: Actor) => Promise<void>;

/** What follows when a person comes to work. */
export type OnArrival = (em: Em, login: string, at: Instant) => Promise<void>;

/**
 * Notes that people are at work from their requests, at most once a minute for each person and process. Admins get no
 * tickets and apps are not people, so neither is noted.
 */
export function presenceLog(clock: Clock, onArrival: OnArrival): PresenceLog {
  const noted = new Map<string, number>();
  return async (em, actor) => {
    if (actor.kind !== 'staff' || actor.admin || isApp(actor)) return;
    const now = clock.now().getTime();
    const last = noted.get(actor.login);
    if (last !== undefined && now < last + NOTED_EVERY_MS) return;
    const at = toInstant(now);
    // Together, so that an arrival that could not be told is noted again.
    await em.transactional(async (tx) => {
      if (await notePresence(tx, actor.login, at)) await onArrival(tx, actor.login, at);
    });
    noted.set(actor.login, now);
  };
}
