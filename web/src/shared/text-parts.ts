// Owns the finding of web addresses in a plain text. Refuses any other scheme: only http and https become links.

export type TextPart = { kind: 'text' | 'link'; text: string };

const ADDRESS = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]»]/g;

/** The text cut in pieces; joined they are the text, byte for byte. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const found of text.matchAll(ADDRESS)) {
    if (found.index > end) parts.push({ kind: 'text', text: text.slice(end, found.index) });
    parts.push({ kind: 'link', text: found[0] });
    end = found.index + found[0].length;
  }
  if (end < text.length || parts.length === 0) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}
