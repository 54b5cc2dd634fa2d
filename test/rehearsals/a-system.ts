// A small fake system for the runner's own tests: answers from a table, and time that only moves forward.
import type { Happenings, RehearsedAnswer, RehearsedRequest, RehearsedSystem } from '../../rehearsals/runner/system.ts';

export const nothing: Happenings = { entries: [], messages: [], effects: [], next: [] };

export type ASystem = RehearsedSystem & { sent: RehearsedRequest[]; log: string[] };

/** Answers by `METHOD /path`; a function decides per call. Events are delivered by their instant. */
export function aSystem(options: {
  start: Date;
  answers: Record<string, Partial<RehearsedAnswer> | ((request: RehearsedRequest) => Partial<RehearsedAnswer>)>;
  happenings?: (now: Date) => Happenings;
}): ASystem {
  const sent: RehearsedRequest[] = [];
  const log: string[] = [];
  let now = options.start;
  return {
    sent,
    log,
    now: () => Promise.resolve(now),
    advanceTo: (instant) => {
      if (instant > now) now = instant;
      log.push(`advance ${now.toISOString()}`);
      return Promise.resolve();
    },
    request: (request) => {
      sent.push(request);
      log.push(`${request.method} ${request.path}`);
      const found = options.answers[`${request.method} ${request.path}`] ?? { status: 404 };
      const answer = typeof found === 'function' ? found(request) : found;
      return Promise.resolve({ status: 200, headers: {}, cookies: [], body: null, ...answer });
    },
    settle: () => {
      log.push('settle');
      return Promise.resolve();
    },
    happenings: () => Promise.resolve(options.happenings?.(now) ?? nothing),
    close: () => {
      log.push('close');
      return Promise.resolve();
    },
  };
}
