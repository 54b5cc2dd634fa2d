import { condition } from '@temporalio/workflow';
import type { Instant } from '../domain/calendar/instant.ts';
import { millisecondsUntil } from './shared/workflow-time.ts';

export class RecordWatch {
  private calls = 0;

  /** Something is due earlier than the next look. */
  call(): void {
    this.calls += 1;
  }

  /** Looks once, then waits until the next look is due, it is called, or the case has moved. */
  async keep(look: () => Promise<Instant | null>, isMoved: () => boolean): Promise<void> {
    const calls = this.calls;
    const looksAgainAt = await look();
    const isCalled = () => isMoved() || this.calls !== calls;
    if (looksAgainAt === null) await condition(isCalled);
    else await condition(isCalled, Math.max(1, millisecondsUntil(looksAgainAt)));
  }
}
