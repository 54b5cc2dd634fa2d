// Owns how a long text is named in one line. Refuses to lose any of it: whoever shortens shows the whole elsewhere.

/** The text in one line of so many characters at most, the last of them an ellipsis where something was left out. */
export function shortened(text: string, most: number): string {
  const whole = text.trim();
  // A text may have twenty thousand characters; a piece of it is enough to cut from.
  const piece = whole.slice(0, most * 4);
  const line = [...piece.replaceAll(/\s+/g, ' ')];
  if (piece === whole && line.length <= most) return line.join('');
  return `${line
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`;
}
