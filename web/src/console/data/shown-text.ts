// Makes typed text harmless to the text around it. Only the display changes, not the stored text.

// Overrides and embeddings change the direction of everything after them, to the end of the paragraph.
const TURNS = /[\u202A-\u202E]/g;
const ISOLATES = /[\u2066-\u2069]/g;
// No script stacks more marks on one letter.
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

/**
 * A value inside a sentence. With letters of the other direction it is isolated, so that the words around it stay in
 * place.
 */
export function withinSentence(text: string, direction: 'ltr' | 'rtl'): string {
  const shown = shownText(text);
  return foreignTo[direction].test(shown) ? `\u2068${shown}\u2069` : shown;
}

// Isolates that close what they open; nested sentences contain them.
function isBalanced(text: string): boolean {
  let open = 0;
  for (const [mark] of text.matchAll(ISOLATES)) {
    open += mark === '\u2069' ? -1 : 1;
    if (open < 0) return false;
  }
  return open === 0;
}
