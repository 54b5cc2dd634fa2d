// Enough for the days of every visit of the longest package: its timetable is calculated around them again and again.
const MOST = 2_000;

/** Caches a pure function of two texts. It forgets everything after 2,000 answers. */
export function remembered<Answer>(
  reckon: (one: string, other: string) => Answer,
): (one: string, other: string) => Answer {
  const known = new Map<string, Answer>();
  return (one, other) => {
    const key = `${one} ${other}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = reckon(one, other);
    if (known.size >= MOST) known.clear();
    known.set(key, answer);
    return answer;
  };
}
