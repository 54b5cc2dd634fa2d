// Streams are counted in this process's memory, on wall time. Customers cannot take the places of staff.
import { systemClock } from '../../platform/clock.ts';
import { ProblemError } from '../server/errors.ts';

export type StreamLimits = {
  /** Streams of one customer, person or app. */
  each: number;
  /** Streams of customers per address: a whole office has one address, and so may a whole country. */
  perAddress: number;
  /** Streams of the process; a tenth is kept for staff. */
  all: number;
  /** A stream younger than this is not ended for a newer one. */
  settledMs: number;
};

/** A stream to count, and the way to end it. */
export type Opened = { who: string; isStaff: boolean; address: string; end(): void };

/**
 * Counts a stream; the returned function removes it from the count. @throws ProblemError 429 or 503, with Retry-After
 */
export type StreamCounter = (opened: Opened) => () => void;

const FULL_RETRY_MS = 5_000;
const STAFF_PART = 10;

/** `false` counts nothing, as in rehearsals. */
export function streamCounter(limits: StreamLimits | false): StreamCounter {
  if (limits === false) return () => () => {};
  const byWho = groups();
  const byAddress = groups();
  let all = 0;
  return ({ who, isStaff, address, end }) => {
    const places = isStaff ? limits.all : limits.all - Math.floor(limits.all / STAFF_PART);
    if (all >= places) full('unavailable', 'this process holds as many streams as it can', FULL_RETRY_MS);
    if (!isStaff && byAddress.sizeOf(address) >= limits.perAddress) {
      full('rate-limited', 'as many streams as one address may have are open', FULL_RETRY_MS);
    }
    if (byWho.sizeOf(who) >= limits.each) makeRoom(byWho.oldestOf(who), limits.settledMs);
    const counted: Counted = { since: systemClock.now().getTime(), end, leave };
    let isIn = true;
    function leave(): void {
      if (!isIn) return;
      isIn = false;
      all -= 1;
      byWho.remove(who, counted);
      byAddress.remove(address, counted);
    }
    all += 1;
    byWho.add(who, counted);
    if (!isStaff) byAddress.add(address, counted);
    return leave;
  };
}

type Counted = { since: number; end(): void; leave(): void };

// A phone that changes networks leaves dead streams behind, and the network never reports their end. Refusing the new
// stream would shut the phone out for minutes, so the oldest stream ends. A tab whose stream was ended comes back at
// once: with more tabs than places they would end each other forever, so no stream is ended in its first minute.
function makeRoom(oldest: Counted | undefined, settledMs: number): void {
  if (oldest === undefined) return;
  const settlesIn = oldest.since + settledMs - systemClock.now().getTime();
  if (settlesIn > 0) full('rate-limited', 'too many streams of yours were opened within a minute', settlesIn);
  oldest.leave();
  oldest.end();
}

function full(code: 'rate-limited' | 'unavailable', detail: string, waitMs: number): never {
  throw new ProblemError(code, detail, { headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } });
}

/** Sets by name, in the order of arrival; an empty set is deleted. */
function groups() {
  const sets = new Map<string, Set<Counted>>();
  return {
    sizeOf: (name: string) => sets.get(name)?.size ?? 0,
    oldestOf: (name: string) => sets.get(name)?.values().next().value,
    add(name: string, counted: Counted): void {
      const set = sets.get(name) ?? new Set();
      sets.set(name, set.add(counted));
    },
    remove(name: string, counted: Counted): void {
      const set = sets.get(name);
      set?.delete(counted);
      if (set?.size === 0) sets.delete(name);
    },
  };
}
