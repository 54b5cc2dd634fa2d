// A pattern that can match one text in many ways may keep a process busy for hours over it. So the ways are counted.

/** The longest text that is read by a pattern. */
const LONGEST_TEXT = 200;

/** Trying all of these takes less than a second. */
const MOST_WAYS = 10_000_000;

type Mistake = { code: 'no-pattern' | 'slow-pattern'; text: string };

/** Why a pattern cannot be used; `null` when it can. */
export function mistakeOfPattern(pattern: string): Mistake | null {
  if (!isPattern(pattern)) return { code: 'no-pattern', text: 'it is no regular expression' };
  if (waysOf(pattern) <= MOST_WAYS) return null;
  const text =
    'it can match one text in so many ways that reading takes too long: write `{1,9}` in place of `+`, and repeat no group that varies';
  return { code: 'slow-pattern', text };
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u').source !== '';
  } catch {
    return false;
  }
}

/** An escape, a class, a bracket of a group, a choice, a repetition, or one other character. */
const PARTS =
  /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|k<[^>]*>|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?|[)|]|(?:[*+?]|\{\d+(?:,\d*)?\})\??|[\s\S]/gu;

/** Ways of the choices before, of the present one, and of its last part. */
type Level = { before: number; present: number; last: number };

const empty = (): Level => ({ before: 0, present: 1, last: 1 });

/** At most so many ways to match a text: those of parts in a row are multiplied, those of choices are added. */
function waysOf(pattern: string): number {
  const levels: Level[] = [];
  let level = empty();
  for (const [part] of pattern.matchAll(PARTS)) {
    const times = timesOf(part);
    if (part.startsWith('(')) {
      levels.push(level);
      level = empty();
    } else if (part === ')') level = followed(levels.pop() ?? empty(), sumOf(level));
    else if (part === '|') level = { ...empty(), before: sumOf(level) };
    else if (times === null) level = followed(level, 1);
    else level = { ...level, present: level.present * repeated(level.last, times), last: 1 };
  }
  return sumOf(level);
}

const sumOf = ({ before, present, last }: Level) => before + present * last;

/** The level with one more part. The last one before it can no longer be repeated. */
function followed({ before, present, last }: Level, ways: number): Level {
  return { before, present: present * last, last: ways };
}

type Times = { least: number; most: number };

function repeated(ways: number, { least, most }: Times): number {
  const longest = Math.min(most, Math.max(least, LONGEST_TEXT));
  if (ways === 1) return longest - least + 1;
  let sum = 0;
  for (let times = least; times <= longest && sum <= MOST_WAYS; times += 1) sum += ways ** times;
  return sum;
}

/** How often a repetition repeats; `null` for any other part. */
function timesOf(part: string): Times | null {
  const [sign] = part;
  if (sign === '*' || sign === '+') return { least: sign === '*' ? 0 : 1, most: Infinity };
  if (sign === '?') return { least: 0, most: 1 };
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(part) ?? [];
  if (least === undefined) return null;
  if (comma === '') return { least: Number(least), most: Number(least) };
  return { least: Number(least), most: most === '' ? Infinity : Number(most) };
}
