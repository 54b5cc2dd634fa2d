// A line diff by the longest common subsequence. Programs have hundreds of lines, so a table of lengths is small enough.

export type DiffLine = {
  kind: 'same' | 'gone' | 'new';
  text: string;
  /** Line numbers from 1; `null` in the file that does not have the line. */
  before: number | null;
  after: number | null;
};

/** The lines of both texts in order: those that went stand before those that came. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const start = commonStart(old, now);
  const end = commonEnd(old.slice(start), now.slice(start));
  const middle = [old.slice(start, old.length - end), now.slice(start, now.length - end)] as const;
  const lines: DiffLine[] = old.slice(0, start).map((text, place) => same(text, place, place));
  lines.push(...differingLines(middle[0], middle[1], start));
  const [oldEnd, nowEnd] = [old.length - end, now.length - end];
  return [...lines, ...old.slice(oldEnd).map((text, place) => same(text, oldEnd + place, nowEnd + place))];
}

/** Only the lines that differ, with `around` lines beside them; the parts are apart. */
export function changedParts(lines: readonly DiffLine[], around = 3): DiffLine[][] {
  const isShown = (place: number) =>
    lines.slice(Math.max(0, place - around), place + around + 1).some(({ kind }) => kind !== 'same');
  const parts: DiffLine[][] = [];
  let last = -2;
  lines.forEach((line, place) => {
    if (!isShown(place)) return;
    if (place !== last + 1) parts.push([]);
    parts.at(-1)?.push(line);
    last = place;
  });
  return parts;
}

function same(text: string, before: number, after: number): DiffLine {
  return { kind: 'same', text, before: before + 1, after: after + 1 };
}

function commonStart(old: readonly string[], now: readonly string[]): number {
  let count = 0;
  while (count < old.length && count < now.length && old[count] === now[count]) count += 1;
  return count;
}

function commonEnd(old: readonly string[], now: readonly string[]): number {
  return commonStart(old.toReversed(), now.toReversed());
}

function differingLines(old: readonly string[], now: readonly string[], offset: number): DiffLine[] {
  const lengths = commonLengths(old, now);
  const lines: DiffLine[] = [];
  let [left, right] = [0, 0];
  while (left < old.length || right < now.length) {
    const [gone, came] = [old[left], now[right]];
    if (gone !== undefined && gone === came) {
      lines.push(same(gone, offset + left, offset + right));
      left += 1;
      right += 1;
    } else if (gone !== undefined && at(lengths, left + 1, right) >= at(lengths, left, right + 1)) {
      lines.push({ kind: 'gone', text: gone, before: offset + left + 1, after: null });
      left += 1;
    } else {
      lines.push({ kind: 'new', text: came ?? '', before: null, after: offset + right + 1 });
      right += 1;
    }
    if (left >= old.length && right >= now.length) break;
  }
  return lines;
}

const at = (lengths: readonly Uint32Array[], left: number, right: number) => lengths[left]?.[right] ?? 0;

/** How many lines the ends of both have in common, by where they begin. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint32Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let left = old.length - 1; left >= 0; left -= 1)
    for (let right = now.length - 1; right >= 0; right -= 1) {
      const longer = Math.max(at(lengths, left + 1, right), at(lengths, left, right + 1));
      const row = lengths[left];
      if (row !== undefined) row[right] = old[left] === now[right] ? at(lengths, left + 1, right + 1) + 1 : longer;
    }
  return lengths;
}
