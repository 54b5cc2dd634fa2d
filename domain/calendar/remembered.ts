// Owns the remembering of what a pure function of two texts has answered. Refuses to change any answer.

// Enough for the days of every visit of the longest package, around which its timetable is reckoned over and over.
const MOST = 2_000;

/** The same function, which reckons each answer once as long as it remembers it. */
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
