// The caller must show the whole text elsewhere.

/** The text in one line of at most this many characters. The last one is an ellipsis where something was left out. */
export function shortened(text: string, most: number): string {
  const whole = text.trim();
  // A text may have twenty thousand characters; the beginning is enough to cut from.
  const piece = whole.slice(0, most * 4);
  const line = [...piece.replaceAll(/\s+/g, ' ')];
  if (piece === whole && line.length <= most) return line.join('');
  return `${line
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`;
}
