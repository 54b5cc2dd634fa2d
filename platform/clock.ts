// The only way to ask for the time: code that needs "now" gets a Clock.

/** The current instant: the system's clock, or a rehearsal's clock that follows skipped time. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };
