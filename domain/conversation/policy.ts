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

/** What happens to a conversation outside of its ladder. */
export type RuledHappening =
  | 'opened'
  | 'continued'
  | 'identified'
  | 'category-chosen'
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
  categories: readonly CategoryPolicy[];
  queues: Readonly<Record<string, QueuePolicy>>;
  /** What a closed conversation was about; one of them needs a text of its own. */
  dispositions: readonly { disposition: string; label: string; ownText: boolean }[];
  rating: { text: string; scores: readonly number[]; openFor: ExactDuration };
  /** The requirement by which each thing happens, as timelines name it; `null` where the program's document is silent. */
  rules: Readonly<Record<RuledHappening, string | null>> & { announcement: string };
  /** Who sees requests that are not their own: of these queues, or of all. */
  oversight: Readonly<Record<string, 'all' | readonly string[]>>;
};

/**
 * The policy as a running case keeps it: labels are wording, which has no place in a history (decision 0004). Whoever shows
 * a label asks the program.
 */
export type CasePolicy = Omit<ConversationPolicy, 'categories' | 'dispositions'> & {
  categories: readonly Omit<CategoryPolicy, 'label'>[];
  dispositions: readonly { disposition: string; ownText: boolean }[];
};

/** The snapshot with which a case starts. */
export function casePolicy(policy: ConversationPolicy): CasePolicy {
  return {
    ...policy,
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
