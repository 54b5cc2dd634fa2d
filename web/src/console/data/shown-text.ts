// Owns what is shown of a text that people typed, so that it does nothing to the text around it. Refuses to change what is
// kept.

// Overrides and embeddings turn what follows them, to the end of the paragraph.
const TURNS = /[\u202A-\u202E]/g;
const ISOLATES = /[\u2066-\u2069]/g;
// No script stacks more on one letter.
const STACKED = /(\p{M}{4})\p{M}+/gu;

const RIGHT_TO_LEFT =
  '\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}\\p{Script=Adlam}';
const foreignTo = {
  ltr: new RegExp(`[${RIGHT_TO_LEFT}]`, 'u'),
  rtl: new RegExp(`(?![${RIGHT_TO_LEFT}])\\p{L}`, 'u'),
} as const;

export function shownText(text: string): string {
  const straight = text.replaceAll(TURNS, '').replaceAll(STACKED, '$1');
  return isBalanced(straight) ? straight : straight.replaceAll(ISOLATES, '');
}

/** A value within a sentence: with letters of the other direction it is set apart, so that the words around it keep their places. */
export function withinSentence(text: string, direction: 'ltr' | 'rtl'): string {
  const shown = shownText(text);
  return foreignTo[direction].test(shown) ? `\u2068${shown}\u2069` : shown;
}

// Isolates that close what they open; sentences within sentences have them.
function isBalanced(text: string): boolean {
  let open = 0;
  for (const [mark] of text.matchAll(ISOLATES)) {
    open += mark === '\u2069' ? -1 : 1;
    if (open < 0) return false;
  }
  return open === 0;
}
