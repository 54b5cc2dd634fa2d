import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { holderOf, tryLock } from '../launch/lock.mjs';
import { Remedy } from '../launch/remedy.mjs';

/** Held while Careline runs from this clone: a clone can run only once at a time. */
export type OnlyOne = { nowStopping(): void; release(): void };

// A launcher needs a moment to notice that its terminal or npm was killed, and some seconds to stop.
const NOTICE_MS = 3000;
const STOP_MS = 45_000;

/**
 * Waits for a launcher that is just stopping; fails if one keeps running.
 * @throws Remedy that names the running process
 */
export async function becomeTheOnlyOne(lock: string): Promise<OnlyOne> {
  const marker = `${lock}.stopping`;
  for (let waited = 0; !tryLock(lock); waited += 200) {
    const holder = holderOf(lock);
    const stopping = holder !== null && textOf(marker) === String(holder.pid);
    if (holder && waited >= (stopping ? STOP_MS : NOTICE_MS)) {
      throw new Remedy(
        `Careline is already running from this clone (process ${holder.pid}). Stop that one first: Ctrl-C in its terminal, or kill ${holder.pid}.`,
      );
    }
    if (stopping && waited % 5000 === 0) console.log(`Waiting for process ${holder.pid}, which is just stopping …`);
    await new Promise((wake) => setTimeout(wake, 200));
  }
  return {
    nowStopping: () => writeFileSync(marker, String(process.pid)),
    release: () => {
      rmSync(lock, { force: true });
      rmSync(marker, { force: true });
    },
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
