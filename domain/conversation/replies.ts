import { type Instant, isDue, later } from '../calendar/instant.ts';
import { workingTimeLater } from '../calendar/working-time.ts';
import { byTime, type PlannedStep, type TimelineEntry } from '../timetable.ts';
import type { CasePolicy } from './policy.ts';
import type { Notify, Stage } from './state.ts';

/** The names of steps in timetables; stable, part of the API. */
export type ReplyStep = 'reply-overdue' | 'reply-escalation' | 'ask-to-close';

/** The facts of a request that its reply clock uses. Instants are UTC. */
export type ReplyFacts = {
  stage: Stage;
  queue: string | null;
  assignee: string | null;
  /** When the customer began to wait for a reply, not before the acceptance; `null` while they do not wait. */
  awaitingReplySince: Instant | null;
  /** When either side last wrote, not before the acceptance; `null` for a request whose replies are not watched. */
  silentSince: Instant | null;
  /** The steps taken since the last message. */
  replySteps: readonly ReplyStep[];
};

/** The part of the facts that messages and steps change. */
export type ReplyClock = Pick<ReplyFacts, 'awaitingReplySince' | 'silentSince' | 'replySteps'>;

type Policy = Pick<CasePolicy, 'replies' | 'workingHours' | 'oversight'>;

/** The result of a step. */
export type ReplyMove = { clock: ReplyClock; notifies: readonly Notify[]; entries: readonly TimelineEntry[] };

/** The steps ahead of an accepted request, earliest first; none while it waits or is closed. Source: CDEK-16. */
export function replyTimetable(policy: Policy, facts: ReplyFacts): (PlannedStep & { what: ReplyStep })[] {
  const { replies, workingHours } = policy;
  if (!replies || facts.stage !== 'assigned') return [];
  const { awaitingReplySince: since } = facts;
  const escalatedAt = since === null ? null : workingTimeLater(workingHours, since, replies.escalateAfter);
  const steps = [
    ...planned('reply-overdue', replyDueAt(policy, facts)),
    ...planned('reply-escalation', escalatedAt),
    ...planned('ask-to-close', closingDueAt(policy, facts)),
  ];
  return byTime(steps.filter(({ what }) => !facts.replySteps.includes(what)));
}

/** The steps of an accepted request by any policy; `null` for one whose state alone decides about them. */
export function repliesAhead(facts: ReplyFacts | null): ((policy: Policy) => PlannedStep[]) | null {
  return facts?.stage === 'assigned' ? (policy) => replyTimetable(policy, facts) : null;
}

function planned(what: ReplyStep, at: Instant | null): (PlannedStep & { what: ReplyStep })[] {
  return at === null ? [] : [{ at, what, rule: null }];
}

/** When a reply becomes overdue; `null` when the customer does not wait for one. */
export function replyDueAt(
  { replies, workingHours }: Policy,
  { awaitingReplySince }: Pick<ReplyFacts, 'awaitingReplySince'>,
): Instant | null {
  if (!replies || awaitingReplySince === null) return null;
  return workingTimeLater(workingHours, awaitingReplySince, replies.overdueAfter);
}

/** When the silence becomes too long; `null` for a request whose replies are not watched. */
export function closingDueAt({ replies }: Policy, { silentSince }: Pick<ReplyFacts, 'silentSince'>): Instant | null {
  return !replies || silentSince === null ? null : later(silentSince, replies.askToCloseAfter);
}

/** True once the customer has waited too long for a reply. */
export function isReplyOverdue(policy: Policy, facts: Pick<ReplyFacts, 'awaitingReplySince'>, now: Instant): boolean {
  const dueAt = replyDueAt(policy, facts);
  return dueAt !== null && isDue(dueAt, now);
}

/**
 * The clock after a message in an accepted request. A reply ends the wait; a message from either side ends the silence.
 */
export function clockAfterMessage(facts: ReplyClock, from: 'customer' | 'agent', at: Instant): ReplyClock {
  if (facts.silentSince === null) return facts;
  if (from === 'agent') return { awaitingReplySince: null, silentSince: at, replySteps: [] };
  const replySteps = facts.replySteps.filter((step) => step !== 'ask-to-close');
  return { awaitingReplySince: facts.awaitingReplySince ?? at, silentSince: at, replySteps };
}

/** Takes a step. An escalation goes only to roles that oversee the queue: others may not read the request. */
export function takeReplyStep(policy: Policy, facts: ReplyFacts, step: ReplyStep, at: Instant): ReplyMove {
  const { awaitingReplySince, silentSince, replySteps } = facts;
  const to = step === 'reply-escalation' ? { roles: overseers(policy, facts.queue) } : toAssignee(facts);
  const details = step === 'ask-to-close' ? { silentSince } : { awaitingReplySince };
  return {
    clock: { awaitingReplySince, silentSince, replySteps: [...replySteps, step] },
    notifies: [{ kind: step === 'reply-escalation' ? 'reply-escalated' : step, ...to }],
    entries: [{ at, what: HAPPENED[step], by: 'careline', rule: null, details }],
  };
}

const HAPPENED = {
  'reply-overdue': 'reply-overdue',
  'reply-escalation': 'reply-escalated',
  'ask-to-close': 'asked-to-close',
} as const satisfies Record<ReplyStep, string>;

/** True for an event that only reminds staff and tells the customer nothing. */
export function isReminder(what: string): boolean {
  const reminders: readonly string[] = Object.values(HAPPENED);
  return reminders.includes(what);
}

function overseers({ replies, oversight }: Policy, queue: string | null): string[] {
  return (replies?.escalateTo ?? []).filter((role) => {
    const queues = oversight[role];
    return queues === 'all' || (queue !== null && queues?.includes(queue) === true);
  });
}

function toAssignee({ assignee }: ReplyFacts): { roles: readonly string[]; login?: string } {
  return assignee === null ? { roles: [] } : { roles: [], login: assignee };
}
