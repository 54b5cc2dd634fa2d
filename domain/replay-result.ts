import type { Instant } from './calendar/instant.ts';
import { type Happening, type HappeningKind, happeningKinds } from './moment.ts';
import { differing, type Rerun } from './version-replay.ts';

/** How often something happens by each version, and in how many cases it differs in number, time or content. */
export type KindTotals = { before: number; after: number; cases: number };

/** Refunded in one currency, in minor units. */
export type RefundedTotals = { currency: string; beforeMinor: number; afterMinor: number };

export type SampleCase = {
  caseId: string;
  process: string;
  openedAt: Instant;
  /** What only the one version does, and only the other; `after` is null if that version cannot hold the case. */
  before: readonly Happening[];
  after: readonly Happening[] | null;
};

/** What a replay has found so far, as plain data: a killed one goes on from it. */
export type ReplayResult = {
  /** Cases that were run forward by both versions. */
  cases: number;
  /** Cases to which the versions do something different. */
  changed: number;
  /** Cases that only the version before can hold. */
  cannotHold: number;
  /** Cases that the version before cannot hold either, so nothing is compared. */
  notReplayed: number;
  /** Recorded events that a version would have refused, for example a call on a ticket that is not open there. */
  unfit: { before: number; after: number };
  kinds: Readonly<Record<HappeningKind, KindTotals>>;
  refunded: readonly RefundedTotals[];
  samples: readonly SampleCase[];
};

export const emptyResult: ReplayResult = {
  ...{ cases: 0, changed: 0, cannotHold: 0, notReplayed: 0, unfit: { before: 0, after: 0 } },
  kinds: {
    ...{ overdue: { before: 0, after: 0, cases: 0 }, escalation: { before: 0, after: 0, cases: 0 } },
    ...{ text: { before: 0, after: 0, cases: 0 }, refund: { before: 0, after: 0, cases: 0 } },
  },
  refunded: [],
  samples: [],
};

const MOST_SAMPLES_OF_A_KIND = 15;
const MOST_SHOWN = 20;

/** A case, run forward by both versions. */
export type RerunCase = {
  caseId: string;
  process: string;
  openedAt: Instant;
  before: Rerun | null;
  after: Rerun | null;
};

/** The result with one more case. */
export function withCase(result: ReplayResult, one: RerunCase): ReplayResult {
  const { before, after } = one;
  if (before === null) return { ...result, notReplayed: result.notReplayed + 1 };
  if (after === null) {
    const cannotHold = result.cannotHold + 1;
    return { ...result, cannotHold, samples: withSample(result, one, { before: [], after: null }) };
  }
  const differs = differing(before.happenings, after.happenings);
  const isChanged = differs.before.length + differs.after.length > 0;
  return {
    ...result,
    cases: result.cases + 1,
    changed: result.changed + Number(isChanged),
    unfit: { before: result.unfit.before + before.unfit, after: result.unfit.after + after.unfit },
    kinds: kindsWith(result.kinds, before.happenings, after.happenings, kindsOf(differs)),
    refunded: refundedWith(result.refunded, before.happenings, after.happenings),
    samples: isChanged ? withSample(result, one, differs) : result.samples,
  };
}

function kindsOf({ before, after }: { before: readonly Happening[]; after: readonly Happening[] }): Set<HappeningKind> {
  return new Set([...before, ...after].map(({ kind }) => kind));
}

function kindsWith(
  totals: ReplayResult['kinds'],
  before: readonly Happening[],
  after: readonly Happening[],
  changed: ReadonlySet<HappeningKind>,
): ReplayResult['kinds'] {
  const counted = happeningKinds.map((kind): [HappeningKind, KindTotals] => {
    const had = totals[kind];
    const isOf = (one: Happening) => one.kind === kind;
    const [was, is] = [before.filter(isOf).length, after.filter(isOf).length];
    return [kind, { before: had.before + was, after: had.after + is, cases: had.cases + Number(changed.has(kind)) }];
  });
  return Object.fromEntries(counted) as ReplayResult['kinds'];
}

function refundedWith(
  totals: readonly RefundedTotals[],
  before: readonly Happening[],
  after: readonly Happening[],
): RefundedTotals[] {
  const amounts = [...before, ...after].flatMap(({ amount }) => amount?.currency ?? []);
  const currencies = [...new Set([...totals.map(({ currency }) => currency), ...amounts])];
  return currencies.map((currency) => {
    const had = totals.find((one) => one.currency === currency) ?? { beforeMinor: 0, afterMinor: 0 };
    return {
      currency,
      beforeMinor: had.beforeMinor + refundedIn(before, currency),
      afterMinor: had.afterMinor + refundedIn(after, currency),
    };
  });
}

function refundedIn(happenings: readonly Happening[], currency: string): number {
  return happenings.reduce((sum, { amount }) => sum + (amount?.currency === currency ? amount.amountMinor : 0), 0);
}

// A case is shown while a kind of its differences has few samples: a common difference hides no rare one.
function withSample(
  { samples }: ReplayResult,
  { caseId, process, openedAt }: RerunCase,
  differs: Pick<SampleCase, 'before' | 'after'>,
): readonly SampleCase[] {
  const kinds = wordsOf(differs);
  const isRare = [...kinds].some((kind) => {
    const shown = samples.filter((sample) => wordsOf(sample).has(kind));
    return shown.length < MOST_SAMPLES_OF_A_KIND;
  });
  if (!isRare) return samples;
  const after = differs.after?.slice(0, MOST_SHOWN) ?? null;
  return [...samples, { caseId, process, openedAt, before: differs.before.slice(0, MOST_SHOWN), after }];
}

function wordsOf({ before, after }: Pick<SampleCase, 'before' | 'after'>): Set<string> {
  return after === null ? new Set(['cannot-hold']) : kindsOf({ before, after });
}
