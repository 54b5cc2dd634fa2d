import type { Row } from '../shared/outcome.ts';
import type { Flaws } from './hearing.ts';

export type Both = { ours: number[]; reference: number[] };

/** The measurements, one figure for each round. */
export type Found = {
  way: { p50: Both; p99: Both };
  pure: { p50: Both; p99: Both };
  steady: Flaws[];
  reconnect: Flaws[];
};

export function rowsOf({ way, pure, steady, reconnect }: Found): Row[] {
  return [
    { metric: 'browser to browser, p50', unit: 'ms', ...way.p50, goal: { ratioAtMost: 1.5 } },
    { metric: 'browser to browser, p99', unit: 'ms', ...way.p99, goal: { ratioAtMost: 2.5 } },
    { metric: 'from the commit, p50', unit: 'ms', ...pure.p50, goal: null },
    { metric: 'from the commit, p99', unit: 'ms', ...pure.p99, goal: null },
    wrong(
      'lost',
      steady.map(({ lost }) => lost),
    ),
    wrong(
      'out of order',
      steady.map(({ outOfOrder }) => outOfOrder),
    ),
    wrong(
      'lost over a reconnect',
      reconnect.map(({ lost }) => lost),
    ),
    wrong(
      'out of order over a reconnect',
      reconnect.map(({ outOfOrder }) => outOfOrder),
    ),
    {
      ...wrong(
        'twice over a reconnect',
        reconnect.map(({ doubled }) => doubled),
      ),
      goal: null,
    },
  ];
}

// The maximum, not the median: a single one is too many.
export function wrong(metric: string, counts: readonly number[]): Row {
  return { metric, unit: '', ours: [Math.max(...counts)], reference: null, goal: { atMost: 0 } };
}
