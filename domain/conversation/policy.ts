import type { ExactDuration } from '../calendar/instant.ts';
import type { WorkingHours } from '../calendar/working-hours.ts';

/** Addresses more roles when a request has not been accepted in time. */
export type EscalateStep = {
  kind: 'escalate';
  after: ExactDuration;
  to: readonly string[];
  overdue: boolean;
  rule: string;
};

/** Tells the customer that the request has not been accepted yet; the text depends on the hour of sending. */
export type SayStep = {
  kind: 'say';
  after: ExactDuration;
  inHours: { text: string; rule: string };
  outOfHours: { text: string; rule: string };
};

export type LadderStep = EscalateStep | SayStep;

export type QueuePolicy = {
  /** This role hears of a new request at once. */
  role: string;
  ladder: readonly LadderStep[];
  /** Set when the queue's people may announce a dated absence with a substitute. */
  absenceReply?: { text: string; rule: string; setBy: string };
};

export type CategoryPolicy = { category: string; label: string; queue: string };

/** Limits on how long a customer waits for the assignee's reply, and on silence from both sides. */
export type ReplyPolicy = {
  /** Working time after which the assignee is alerted. */
  overdueAfter: ExactDuration;
  /** Working time after which the roles with oversight of the queue are told. */
  escalateAfter: ExactDuration;
  escalateTo: readonly string[];
  /** Time without a message from either side after which the assignee is asked to close. */
  askToCloseAfter: ExactDuration;
};

/** Ends an intake in which the customer chooses no category. */
export type IntakePolicy = {
  /** The category assumed in place of a choice. */
  fallbackCategory: string;
  /** It is assumed after this many messages of the customer, */
  answers: number;
  /** or this long after the first of them. */
  after: ExactDuration;
  /** An intake without any message ends this long after it was opened. */
  abandonedAfter: ExactDuration;
};

/** Things that happen to a conversation outside its ladder. */
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

/** A program's conversation policy. A workflow gets a snapshot, which never changes for that case. */
export type ConversationPolicy = {
  version: string;
  workingHours: WorkingHours;
  greeting: readonly string[];
  categoryPrompt: string;
  acknowledgement: string;
  /** `null`: an intake waits for a choice without limit. */
  intake: IntakePolicy | null;
  categories: readonly CategoryPolicy[];
  queues: Readonly<Record<string, QueuePolicy>>;
  /** `null`: the wait for replies after the acceptance is not watched. */
  replies: ReplyPolicy | null;
  /** The subjects of closed conversations; one of them needs a text of its own. */
  dispositions: readonly { disposition: string; label: string; ownText: boolean }[];
  /** `thanks`: messages after closing that ask for nothing; punctuation and capitals make no difference. */
  rating: { text: string; scores: readonly number[]; openFor: ExactDuration; thanks: readonly string[] };
  /** How the customer is told who answers: by the person's name, or by the title of their role. */
  attendedBy: 'name' | 'role';
  /** The requirement behind each happening, for timelines; `null` where the program's document is silent. */
  rules: Readonly<Record<RuledHappening, string | null>> & { announcement: string };
  /** The roles that see other people's requests: of these queues, or of all. */
  oversight: Readonly<Record<string, 'all' | readonly string[]>>;
};

/**
 * The policy in a running case. It has no labels: wording does not belong in a history (decision 0004), so screens take
 * labels from the program. It has no intake either: that is over when a case starts.
 */
export type CasePolicy = Omit<ConversationPolicy, 'intake' | 'categories' | 'dispositions'> & {
  categories: readonly Omit<CategoryPolicy, 'label'>[];
  dispositions: readonly { disposition: string; ownText: boolean }[];
};

const snapshots = new WeakMap<ConversationPolicy, CasePolicy>();

/** The snapshot with which a case starts; one object per policy. */
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

/** @throws RangeError when the policy has no such queue: the program's data is wrong, not the caller's. */
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
