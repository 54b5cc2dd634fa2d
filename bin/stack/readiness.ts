import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Remedy } from '../launch/remedy.mjs';
import type { Supervised } from './supervisor.ts';

const READY_MS = 90_000;

/**
 * Waits until /readyz answers 200.
 * @throws Remedy with the end of the log when a part dies repeatedly or the time is over
 */
export async function untilReady(port: number, parts: Supervised[], logs: string): Promise<void> {
  const deadline = performance.now() + READY_MS;
  while (performance.now() < deadline) {
    if (await answersReady(port)) return;
    const failing = parts.find((part) => part.deaths() >= 3);
    if (failing)
      throw new Remedy(`${failing.name} ends again and again. Its log says why:\n${logOf(logs, failing.name)}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Remedy(
    `The API was not ready after ${READY_MS / 1000} s. Its log, ${join(logs, 'api.log')}, ends with:\n${logOf(logs, 'api')}`,
  );
}

async function answersReady(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(3000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

function logOf(logs: string, name: string): string {
  const file = join(logs, `${name.toLowerCase()}.log`);
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-12).join('\n') : '';
}
