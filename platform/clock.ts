// Owns the only way to ask for the time. Everything that needs "now" is handed a Clock; nothing else may read it.

/** The present instant. Implementations: the system's clock, and a rehearsal's that follows skipped time. */
export type Clock = { now(): Date };

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };
