import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { closedLoop, openLoop } from '../shared/load.ts';
import { type Hearing, type Sent, newHearing } from './hearing.ts';

/** Writes as one of the two people of a conversation; returns the message's number. */
export type Write = (conversation: number, from: number, text: string) => Promise<{ seq: number }>;

export type Talk = { perSecond: number; seconds: number };

const HEARD_WITHIN_MS = 10_000;

/**
 * A round of messages at an even rate, until all are heard or a time limit has passed. `about` gets the record before
 * the first message.
 */
export async function talk(
  ids: readonly string[],
  { perSecond, seconds }: Talk,
  write: Write,
  about: (hearing: Hearing) => void,
): Promise<Hearing> {
  const hearing = newHearing();
  about(hearing);
  await openLoop(words(ids, perSecond * seconds, write, hearing), perSecond);
  for (let waited = 0; hearing.flaws().lost > 0 && waited < HEARD_WITHIN_MS; waited += 100) await pause(100);
  return hearing;
}

/** Messages per second with `atOnce` writers, each writing again when its message is acknowledged. */
export async function mostPerSecond(
  ids: readonly string[],
  { count, atOnce }: { count: number; atOnce: number },
  write: Write,
  about: (hearing: Hearing) => void,
): Promise<number> {
  const hearing = newHearing();
  about(hearing);
  return (await closedLoop(words(ids, count, write, hearing), atOnce)).perSecond;
}

function words(ids: readonly string[], count: number, write: Write, hearing: Hearing): (() => Promise<void>)[] {
  return Array.from({ length: count }, (_, index) => async () => {
    const conversation = index % ids.length;
    const from = Math.floor(index / ids.length) % 2;
    const key = newWord();
    hearing.sending(key);
    const { seq } = await write(conversation, from, key);
    hearing.acknowledged(ids[conversation] ?? '', key, seq, from);
  });
}

// Only letters: digits may look like a card number, which is masked.
function newWord(): string {
  return randomUUID().replaceAll(/[\d-]/g, (sign) => 'ghijklmnop'[Number(sign)] ?? 'q');
}

/** Milliseconds from sending until the other side heard it, for each message that was heard. */
export function waysOf(hearing: Hearing): number[] {
  return timesOf(hearing, ({ sentAt }) => sentAt);
}

/** The same from another instant. */
export function timesOf(hearing: Hearing, from: (message: Sent) => number | undefined): number[] {
  return hearing.sent().flatMap((message) => {
    const [begun, ended] = [from(message), hearing.arrivedAt(message)];
    return begun === undefined || ended === undefined ? [] : [ended - begun];
  });
}
