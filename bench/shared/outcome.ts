import { median, pairedRatio } from './figures.ts';

/** The goal of a row: a ratio to the reference, a limit for our own figure, or both. */
export type Goal =
  | { ratioAtLeast: number }
  | { ratioAtMost: number }
  | { atMost: number }
  | { atMostBoth: [ratio: number, value: number] };

/** One figure over all rounds, with or without a reference. */
export type Row = {
  metric: string;
  unit: 'ms' | '/s' | '';
  ours: readonly number[];
  reference: readonly number[] | null;
  goal: Goal | null;
};

export type Outcome = { bench: string; size: string; rows: Row[]; notes: string[] };

export type Judged = {
  metric: string;
  unit: string;
  ours: Spread;
  reference: Spread | null;
  ratio: number | null;
  goal: string;
  met: boolean | null;
};

type Spread = { median: number; least: number; most: number };

function spreadOf(samples: readonly number[]): Spread {
  return { median: median(samples), least: Math.min(...samples), most: Math.max(...samples) };
}

export function judged({ metric, unit, ours, reference, goal }: Row): Judged {
  const ratio = reference === null ? null : pairedRatio(ours, reference);
  const figures = { ours: spreadOf(ours), reference: reference === null ? null : spreadOf(reference) };
  return {
    metric,
    unit,
    ...figures,
    ratio,
    goal: goalInWords(goal),
    met: isMet(goal, median(ours), ratio ?? Number.NaN),
  };
}

function goalInWords(goal: Goal | null): string {
  if (goal === null) return '';
  if ('ratioAtLeast' in goal) return `≥ ${goal.ratioAtLeast} ×`;
  if ('ratioAtMost' in goal) return `≤ ${goal.ratioAtMost} ×`;
  if ('atMost' in goal) return `≤ ${goal.atMost}`;
  return `≤ ${goal.atMostBoth[0]} × and ≤ ${goal.atMostBoth[1]}`;
}

function isMet(goal: Goal | null, value: number, ratio: number): boolean | null {
  if (goal === null) return null;
  if ('ratioAtLeast' in goal) return ratio >= goal.ratioAtLeast;
  if ('ratioAtMost' in goal) return ratio <= goal.ratioAtMost;
  if ('atMost' in goal) return value <= goal.atMost;
  return ratio <= goal.atMostBoth[0] && value <= goal.atMostBoth[1];
}
