// Owns the arithmetic of measuring: percentiles, medians, paired ratios. Refuses to know what was measured.

/** The value below which that share of the samples lies. @throws RangeError without samples */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  const found = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? sorted[0];
  if (found === undefined) throw new RangeError('there are no samples');
  return found;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** The median of the rounds' own ratios: what disturbs a round disturbs both of its sides. */
export function pairedRatio(ours: readonly number[], reference: readonly number[]): number {
  return median(ours.map((value, round) => value / (reference[round] ?? Number.NaN)));
}
