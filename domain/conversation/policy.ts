import type { Static } from 'typebox';
import type { WorkingHours } from '../calendar/working-hours.ts';
import type { ConversationDocument } from '../document/conversation.ts';
import type { Frozen } from '../document/parts.ts';

type Document = Frozen<Static<typeof ConversationDocument>>;

type QueueDocument = Document['queues'][string];

export type LadderStep = NonNullable<QueueDocument['ladder']>[number];

/** A queue with its ladder: its own, or that of all queues. */
export type QueuePolicy = Omit<QueueDocument, 'ladder'> & { ladder: readonly LadderStep[] };

export type CategoryPolicy = Document['categories'][number] & { label: string };

/** Things that happen to a conversation outside its ladder. */
export type RuledHappening = Exclude<keyof Document['rules'], 'announcement'>;

type Compiled = 'hours' | 'queues' | 'ladder' | 'categories' | 'dispositions' | 'attachments' | 'rules';

/** A program's conversation policy. A workflow gets a snapshot, which never changes for that case. */
export type ConversationPolicy = Omit<Document, Compiled> & {
  version: string;
  /** The program's version; snapshots from before programs had versions do not have it. */
  programVersion?: number;
  workingHours: WorkingHours;
  queues: Readonly<Record<string, QueuePolicy>>;
  categories: readonly CategoryPolicy[];
  dispositions: readonly (Document['dispositions'][number] & { label: string })[];
  /** The requirement behind each happening, for timelines; `null` where the program's document is silent. */
  rules: Readonly<Record<RuledHappening, string | null>> & { announcement: string };
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
