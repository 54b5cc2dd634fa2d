// Owns the shape of a conversation policy: everything about a chat that a program decides. Refuses to hold any value.
import type { ExactDuration } from '../calendar/instant.ts';
import type { WorkingHours } from '../calendar/working-hours.ts';

/** Addresses more roles when nobody has taken the request in time. */
export type EscalateStep = {
  kind: 'escalate';
  after: ExactDuration;
  to: readonly string[];
  overdue: boolean;
  rule: string;
};

/** Speaks to the customer when nobody has taken the request; the text depends on the hour at which it is said. */
export type SayStep = {
  kind: 'say';
  after: ExactDuration;
  inHours: { text: string; rule: string };
  outOfHours: { text: string; rule: string };
};

export type LadderStep = EscalateStep | SayStep;

export type QueuePolicy = {
  /** The role that is told of a new request at once. */
  role: string;
  ladder: readonly LadderStep[];
  /** Set when the queue's people may leave a dated absence with a substitute. */
  absenceReply?: { text: string; rule: string; setBy: string };
};

export type CategoryPolicy = { category: string; label: string; queue: string };

/** How long a customer may wait for the assignee's reply, and how long nobody may write. */
export type ReplyPolicy = {
  /** Working time after which the assignee is alerted. */
  overdueAfter: ExactDuration;
  /** Working time after which the roles with oversight of the queue are told. */
  escalateAfter: ExactDuration;
  escalateTo: readonly string[];
  /** Time without a message from either side after which the assignee is asked to close. */
  askToCloseAfter: ExactDuration;
};

/** How an intake ends in which the customer chooses no category. */
export type IntakePolicy = {
  /** Assumed in place of a choice. */
  fallbackCategory: string;
  /** It is assumed with so many messages of the customer, */
  answers: number;
  /** or so long after the first of them. */
  after: ExactDuration;
  /** An intake without any message ends so long after it was opened. */
  abandonedAfter: ExactDuration;
};

/** What happens to a conversation outside of its ladder. */
export type RuledHappening =
  | 'opened'
  | 'continued'
  | 'identified'
  | 'category-chosen'
  | 'category-assumed'
  | 'abandoned'
  | 'accepted'
  | 'assigned'
  | 'released'
  | 'transferred'
  | 'closed'
  | 'rated';

/** A program's conversation policy. It enters a workflow as a snapshot and stays what it was for that case. */
export type ConversationPolicy = {
  version: string;
  workingHours: WorkingHours;
  greeting: readonly string[];
  categoryPrompt: string;
  acknowledgement: string;
  /** `null`: an intake waits for a choice for ever. */
  intake: IntakePolicy | null;
  categories: readonly CategoryPolicy[];
  queues: Readonly<Record<string, QueuePolicy>>;
  /** `null`: nobody watches how long a customer waits after the acceptance. */
  replies: ReplyPolicy | null;
  /** What a closed conversation was about; one of them needs a text of its own. */
  dispositions: readonly { disposition: string; label: string; ownText: boolean }[];
  /** `thanks`: what customers write after closing without wanting anything; marks and capitals make no difference. */
  rating: { text: string; scores: readonly number[]; openFor: ExactDuration; thanks: readonly string[] };
  /** How the customer is told who attends to them: by the person's name, or by what their role is called. */
  attendedBy: 'name' | 'role';
  /** The requirement by which each thing happens, as timelines name it; `null` where the program's document is silent. */
  rules: Readonly<Record<RuledHappening, string | null>> & { announcement: string };
  /** Who sees requests that are not their own: of these queues, or of all. */
  oversight: Readonly<Record<string, 'all' | readonly string[]>>;
};

/**
 * The policy as a running case keeps it: labels are wording, which has no place in a history (decision 0004). Whoever shows
 * a label asks the program. The intake is over when a case starts.
 */
export type CasePolicy = Omit<ConversationPolicy, 'intake' | 'categories' | 'dispositions'> & {
  categories: readonly Omit<CategoryPolicy, 'label'>[];
  dispositions: readonly { disposition: string; ownText: boolean }[];
};

const snapshots = new WeakMap<ConversationPolicy, CasePolicy>();

/** The snapshot with which a case starts; one object for each policy. */
export function casePolicy(policy: ConversationPolicy): CasePolicy {
  const known = snapshots.get(policy) ?? snapshotOf(policy);
  snapshots.set(policy, known);
  return known;
}

function snapshotOf(policy: ConversationPolicy): CasePolicy {
  const { intake: _, ...kept } = policy;
  return {
    ...kept,
    categories: policy.categories.map(({ category, queue }) => ({ category, queue })),
    dispositions: policy.dispositions.map(({ disposition, ownText }) => ({ disposition, ownText })),
  };
}

/** @throws RangeError when the policy has no such queue: a program's data is wrong, not a caller's. */
export function queuePolicy(policy: CasePolicy, queue: string): QueuePolicy {
  const found = policy.queues[queue];
  if (found === undefined) throw new RangeError(`the policy ${policy.version} has no queue ${queue}`);
  return found;
}

export function categoryPolicy<Category extends { category: string }>(
  policy: { categories: readonly Category[] },
  category: string,
): Category | undefined {
  return policy.categories.find((candidate) => candidate.category === category);
}
