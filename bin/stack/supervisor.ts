// Owns keeping a part of the stack alive: starting it again with back-off when it dies. Refuses to know what a part does.
import type { ProgramEnd } from './program.ts';

/** A part that runs. */
export type RunningPart = { pid: number; ended: Promise<ProgramEnd>; stop(): Promise<void> };

/** How to start a part; called again whenever it has died. */
export type Part = { name: string; start(): Promise<RunningPart>; say(sentence: string): void };

/** A part under supervision. `deaths` counts how often it has died. */
export type Supervised = { name: string; deaths(): number; stop(): Promise<void> };

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 15_000;
/** Whoever lived this long starts again at once the next time. */
const HEALTHY_MS = 30_000;

/**
 * Starts the part and keeps it running until it is stopped.
 * @throws what the first start throws
 */
export async function supervise(part: Part): Promise<Supervised> {
  let running: RunningPart | null = await part.start();
  let deaths = 0;
  const stopped = new AbortController();
  const loop = (async () => {
    for (let delay = FIRST_DELAY_MS; running !== null;) {
      const since = performance.now();
      const end = await running.ended;
      if (stopped.signal.aborted) return;
      deaths += 1;
      delay = performance.now() - since > HEALTHY_MS ? FIRST_DELAY_MS : delay;
      part.say(`${part.name} ended (${described(end)}); it is started again in ${delay / 1000} s`);
      running = await startAgain(part, delay, stopped.signal);
      // Told to stop while it was just starting again: nobody else would stop this one.
      if (stopped.signal.aborted) return running?.stop();
      delay = Math.min(delay * 2, LONGEST_DELAY_MS);
    }
  })();
  return {
    name: part.name,
    deaths: () => deaths,
    stop: async () => {
      stopped.abort();
      await running?.stop();
      await loop;
    },
  };
}

async function startAgain(part: Part, firstDelay: number, stopped: AbortSignal): Promise<RunningPart | null> {
  for (let delay = firstDelay; ; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
    await pause(delay, stopped);
    if (stopped.aborted) return null;
    try {
      const running = await part.start();
      part.say(`${part.name} runs again (process ${running.pid})`);
      return running;
    } catch (error) {
      part.say(`${part.name} could not be started again: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function pause(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((wake) => {
    const timer = setTimeout(wake, ms);
    stopped.addEventListener('abort', () => {
      clearTimeout(timer);
      wake();
    });
  });
}

function described({ code, signal }: ProgramEnd): string {
  return signal ? `signal ${signal}` : `exit code ${code}`;
}
