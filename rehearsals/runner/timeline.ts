import type { Json } from './json.ts';
import type { Mismatch } from './partial-match.ts';
import type { Happenings, NextAction } from './system.ts';

/** One line of the timeline. `at` is an instant; `caseId` is null for a line about no case. */
export type TimelineLine = { at: Date; caseId: string | null } & (
  | { kind: 'step'; step: number; who: string; what: string; status: number | null; failures: readonly Mismatch[] }
  | { kind: 'happened'; who: string; what: string; rule: string | null; details: Json }
  | { kind: 'message'; who: string; text: string; attachments: readonly string[] }
  | { kind: 'effect'; channel: string; to: string; text: string; status: string }
  | { kind: 'next'; due: Date; what: string; rule: string }
);

/** Collects lines in the order in which they became known; lines known at the same time are sorted oldest first. */
export class Timeline {
  readonly lines: TimelineLine[] = [];
  readonly #next = new Map<string, string>();

  addStep(line: Extract<TimelineLine, { kind: 'step' }>): void {
    this.lines.push(line);
  }

  /** Adds new happenings, then each case's next action if it has changed. */
  add(happenings: Happenings, now: Date): void {
    const fresh: TimelineLine[] = [
      ...happenings.entries.map(({ by, ...entry }) => ({ ...entry, kind: 'happened' as const, who: by })),
      ...happenings.messages.map(({ from, ...message }) => ({ ...message, kind: 'message' as const, who: from })),
      ...happenings.effects.map((effect) => ({ ...effect, kind: 'effect' as const })),
    ];
    fresh.sort((one, other) => one.at.getTime() - other.at.getTime());
    this.lines.push(...fresh, ...this.#changed(happenings.next, now));
  }

  #changed(next: readonly NextAction[], now: Date): TimelineLine[] {
    const open = new Set(next.map(({ caseId }) => caseId));
    for (const caseId of this.#next.keys()) if (!open.has(caseId)) this.#next.delete(caseId);
    return next.flatMap(({ caseId, at, what, rule }) => {
      const key = `${at.getTime()} ${what} ${rule}`;
      if (this.#next.get(caseId) === key) return [];
      this.#next.set(caseId, key);
      return [{ kind: 'next' as const, at: now, caseId, due: at, what, rule }];
    });
  }
}
