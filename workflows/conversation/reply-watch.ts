// Owns the watch over an accepted request: it sleeps until the record's reply clock may have something to do, looks, and
// sleeps on. Refuses to know what was written, and what a look leads to.
import { condition } from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { CasePolicy } from '../../domain/conversation/policy.ts';
import { ownDatabaseActivities } from '../shared/own-database.ts';
import { millisecondsUntil, workflowNow } from '../shared/workflow-time.ts';
import type { ReplyClockActivities } from './contract.ts';

const { lookAtReplies } = ownDatabaseActivities<ReplyClockActivities>();

export class ReplyWatch {
  private calls = 0;
  private readonly conversationId: string;
  private readonly policy: CasePolicy;
  private readonly onLook: (looksAgainAt: Instant | null) => void;

  /** `onLook` is told when it will look again; `null`: when it is called. */
  constructor(conversationId: string, policy: CasePolicy, onLook: (looksAgainAt: Instant | null) => void) {
    this.conversationId = conversationId;
    this.policy = policy;
    this.onLook = onLook;
  }

  /** The customer has written what is due earlier than the next look. */
  call(): void {
    this.calls += 1;
  }

  /** Looks once and waits until the next look is due, it is called, or the case has moved. */
  async keep(isMoved: () => boolean): Promise<void> {
    const { conversationId } = this;
    const { replies = null, workingHours, oversight } = this.policy;
    const calls = this.calls;
    const policy = { replies, workingHours, oversight };
    const looksAgainAt = await lookAtReplies({ conversationId, policy, at: workflowNow() });
    this.onLook(looksAgainAt);
    const isCalled = () => isMoved() || this.calls !== calls;
    if (looksAgainAt === null) await condition(isCalled);
    else await condition(isCalled, Math.max(1, millisecondsUntil(looksAgainAt)));
  }
}
