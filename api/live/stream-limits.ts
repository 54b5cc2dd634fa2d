// Owns how many streams are open at once: of one listener, from one address, in this process. Counts in memory and on wall
// time. Refuses to know what they tell, and to let customers take the places of staff.
import { systemClock } from '../../platform/clock.ts';
import { ProblemError } from '../errors.ts';

export type StreamLimits = {
  /** Of one customer, person or app. */
  each: number;
  /** Of customers: an office has one address, and so may a whole country. */
  perAddress: number;
  /** A tenth of them is kept for staff. */
  all: number;
  /** A stream that is younger is not ended for a newer one. */
  settledMs: number;
};

/** A stream to be counted, and how to end it. */
export type Opened = { who: string; isStaff: boolean; address: string; end(): void };

/** Counts a stream in; the function that comes back counts it out. @throws ProblemError 429 or 503, with Retry-After */
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

// A phone that changes networks leaves streams behind that nobody reads and whose end the network never tells: refusing
// the new one would shut it out for minutes, so the oldest goes. A tab that was ended so comes back at once, and with more
// tabs than places they would end each other without end: so none is ended in its first minute.
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

/** Sets by name, in the order of coming; a name with nothing in it is forgotten. */
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
