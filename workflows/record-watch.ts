// The watch over a case whose record may move it: it sleeps until the record may have something to do, looks, and sleeps on.
import { condition } from '@temporalio/workflow';
import type { Instant } from '../domain/calendar/instant.ts';
import type { Kinds, WatchedRecord } from '../domain/process.ts';
import type { CaseRecord } from './contract.ts';
import { millisecondsUntil, workflowNow } from './shared/workflow-time.ts';

type Look<K extends Kinds> = NonNullable<CaseRecord<K>['look']>;

export class RecordWatch<K extends Kinds> {
  private calls = 0;
  private readonly watched: WatchedRecord<K>;
  private readonly look: Look<K>;
  private readonly onLook: (policy: K['policy'], looksAgainAt: Instant | null) => void;

  /** `onLook` is told when it will look again; `null`: when it is called. */
  constructor(
    watched: WatchedRecord<K>,
    look: Look<K>,
    onLook: (policy: K['policy'], looksAgainAt: Instant | null) => void,
  ) {
    this.watched = watched;
    this.look = look;
    this.onLook = onLook;
  }

  isOn(policy: K['policy']): boolean {
    return this.watched.isOn(policy);
  }

  /** Something has happened that is due earlier than the next look. */
  call(): void {
    this.calls += 1;
  }

  /** Looks once and waits until the next look is due, it is called, or the case has moved. */
  async keep(policy: K['policy'], isMoved: () => boolean): Promise<void> {
    const calls = this.calls;
    const looksAgainAt = await this.look(policy, workflowNow());
    this.onLook(policy, looksAgainAt);
    const isCalled = () => isMoved() || this.calls !== calls;
    if (looksAgainAt === null) await condition(isCalled);
    else await condition(isCalled, Math.max(1, millisecondsUntil(looksAgainAt)));
  }
}
