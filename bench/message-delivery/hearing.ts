import { wallNow } from '../shared/wall-time.ts';

/** One acknowledged message, and when it was sent. */
export type Sent = { conversationId: string; key: string; seq: number; sentAt: number; from: number };

export type Flaws = { lost: number; doubled: number; outOfOrder: number };

export type Hearing = {
  /** Call this with each message that arrives in a browser; each conversation has two browsers, 0 and 1. */
  heard(browser: number, conversationId: string, message: { seq: number; text: string }): void;
  sending(key: string): void;
  acknowledged(conversationId: string, key: string, seq: number, from: number): void;
  sent(): readonly Sent[];
  /** When a message arrived at the other person's browser. */
  arrivedAt(message: Sent): number | undefined;
  flaws(): Flaws;
};

type Arrival = { seq: number; key: string; at: number };

/** An empty record of what each browser has heard. A message is identified by its text, which is unique. */
export function newHearing(): Hearing {
  const begun = new Map<string, number>();
  const sent: Sent[] = [];
  const arrivals = new Map<string, Arrival[]>();
  const firstAt = new Map<string, number>();
  const heardBy = (conversationId: string, browser: number) => arrivals.get(`${conversationId} ${browser}`) ?? [];
  return {
    sending: (key) => void begun.set(key, wallNow()),
    acknowledged(conversationId, key, seq, from) {
      sent.push({ conversationId, key, seq, from, sentAt: begun.get(key) ?? Number.NaN });
    },
    heard(browser, conversationId, { seq, text }) {
      const at = wallNow();
      const mine = heardBy(conversationId, browser);
      mine.push({ seq, key: text, at });
      arrivals.set(`${conversationId} ${browser}`, mine);
      if (!firstAt.has(`${browser} ${text}`)) firstAt.set(`${browser} ${text}`, at);
    },
    sent: () => sent,
    arrivedAt: ({ key, from }) => firstAt.get(`${1 - from} ${key}`),
    flaws: () => flawsOf(sent, [...arrivals.values()], (browser, key) => firstAt.has(`${browser} ${key}`)),
  };
}

function flawsOf(
  sent: readonly Sent[],
  arrivals: readonly (readonly Arrival[])[],
  hasHeard: (browser: number, key: string) => boolean,
): Flaws {
  const flaws: Flaws = { lost: 0, doubled: 0, outOfOrder: 0 };
  for (const { key } of sent) for (const browser of [0, 1]) if (!hasHeard(browser, key)) flaws.lost += 1;
  for (const mine of arrivals) {
    const seen = new Set<number>();
    let highest = 0;
    for (const { seq } of mine) {
      if (seen.has(seq)) flaws.doubled += 1;
      else if (seq < highest) flaws.outOfOrder += 1;
      seen.add(seq);
      highest = Math.max(highest, seq);
    }
  }
  return flaws;
}
