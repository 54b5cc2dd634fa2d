type Numbered = { id: string; seq: number };

/** The list with the new messages, oldest first and each once. The same array when nothing is new. */
export function mergeMessages<Kind extends Numbered>(known: readonly Kind[], more: readonly Kind[]): readonly Kind[] {
  const ids = new Set(known.map((message) => message.id));
  const fresh = more.filter((message) => !ids.has(message.id));
  if (fresh.length === 0) return known;
  return [...known, ...fresh].toSorted((one, other) => one.seq - other.seq);
}

/** The last number before the first gap; numbers begin at 1. Later messages must be fetched. */
export function lastWithoutGap(messages: readonly Numbered[]): number {
  let expected = 1;
  for (const { seq } of messages) {
    if (seq !== expected) break;
    expected += 1;
  }
  return expected - 1;
}
