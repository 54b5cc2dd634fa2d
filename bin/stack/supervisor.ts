import type { ProgramEnd } from './program.ts';

/** A running part. `answers` tells in a few seconds whether it does its work at this moment. */
export type RunningPart = {
  pid: number;
  ended: Promise<ProgramEnd>;
  answers?(): Promise<boolean>;
  stop(): Promise<void>;
};

/** A part and how to start it; `start` is called again each time it has died. */
export type Part = { name: string; start(): Promise<RunningPart>; say(sentence: string): void };

/** A part under supervision. `deaths` counts how often it has died. */
export type Supervised = { name: string; deaths(): number; stop(): Promise<void> };

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 15_000;
/** After living this long a part starts again with the shortest delay. */
const HEALTHY_MS = 30_000;

/**
 * How often a part is asked, and how long it may be silent before it counts as hung: a busy machine is slow for
 * seconds, not for this long.
 */
const WATCH = { everyMs: 3_000, hungAfterMs: 30_000 };

/**
 * Starts the part and keeps it running until it is stopped: with growing delays when it dies, and when it hangs.
 * @throws any error of the first start
 */
export async function supervise(part: Part, watch = WATCH): Promise<Supervised> {
  let running: RunningPart | null = await part.start();
  let deaths = 0;
  const stopped = new AbortController();
  const loop = (async () => {
    for (let delay = FIRST_DELAY_MS; running !== null;) {
      const since = performance.now();
      const end = await endOf(part, running, watch, stopped.signal);
      if (stopped.signal.aborted) return;
      deaths += 1;
      delay = performance.now() - since > HEALTHY_MS ? FIRST_DELAY_MS : delay;
      part.say(`${part.name} ended (${described(end)}); it is started again in ${delay / 1000} s`);
      running = await startAgain(part, delay, watch, stopped.signal);
      // Stopped during a restart: nothing else would stop the new process.
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

/** Waits for the end of a part, also one that is stopped because it hung. */
async function endOf(part: Part, running: RunningPart, watch: typeof WATCH, stopped: AbortSignal): Promise<ProgramEnd> {
  const over = new AbortController();
  const ended = running.ended.finally(() => over.abort());
  const isHung = await Promise.race([
    ended.then(() => false),
    untilHung(running, watch, AbortSignal.any([over.signal, stopped])),
  ]);
  if (isHung) {
    part.say(`${part.name} has not answered for ${watch.hungAfterMs / 1000} s; it is stopped`);
    await running.stop();
  }
  return ended;
}

/** True when a part that has answered before answers no longer; false when the watch is over. */
async function untilHung(
  { answers }: RunningPart,
  { everyMs, hungAfterMs }: typeof WATCH,
  over: AbortSignal,
): Promise<boolean> {
  if (answers === undefined) return new Promise(() => {});
  for (let answeredAt = Number.POSITIVE_INFINITY; !over.aborted; await pause(everyMs, over)) {
    const asked = performance.now();
    if (await answers()) answeredAt = performance.now();
    else if (asked - answeredAt >= hungAfterMs && !over.aborted) return true;
  }
  return false;
}

async function startAgain(
  part: Part,
  firstDelay: number,
  watch: typeof WATCH,
  stopped: AbortSignal,
): Promise<RunningPart | null> {
  for (let delay = firstDelay; ; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
    await pause(delay, stopped);
    if (stopped.aborted) return null;
    try {
      const running = await part.start();
      if (await untilAnswers(running, watch.everyMs, stopped))
        part.say(`${part.name} runs again (process ${running.pid})`);
      return running;
    } catch (error) {
      part.say(`${part.name} could not be started again: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** False when the part ended, or was to stop, before it answered. */
async function untilAnswers({ answers, ended }: RunningPart, everyMs: number, stopped: AbortSignal): Promise<boolean> {
  const over = new AbortController();
  void ended.then(() => over.abort());
  const either = AbortSignal.any([over.signal, stopped]);
  while (answers !== undefined && !(await answers())) {
    if (either.aborted) return false;
    await pause(Math.min(everyMs, 200), either);
  }
  return !either.aborted;
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
