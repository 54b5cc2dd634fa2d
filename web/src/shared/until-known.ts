import { type Answered, type Result, resultOf } from './api.ts';
import { newId } from './ids.ts';
import { isPassing } from './problem.ts';

const PAUSE_MS = 2_000;

/** Repeats with the same key while the outcome is unknown, so that the server makes only one change. */
export async function untilKnown<Data>(
  ask: (key: string) => Promise<Answered<Data>>,
  onStillTrying: () => void,
  key = newId(),
): Promise<Result<NonNullable<Data>>> {
  for (;;) {
    const result = await resultOf(ask(key));
    if (result.kind === 'ok' || !isPassing(result.problem)) return result;
    onStillTrying();
    await new Promise((resolve) => setTimeout(resolve, (result.problem.retryAfterSeconds ?? 0) * 1_000 || PAUSE_MS));
  }
}
