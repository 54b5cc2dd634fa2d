// Owns the shape of what people write in their own words: a card number in it is masked before anybody reads it. Refuses to
// know what is written about.
import Type, { type TString, type TStringOptions } from 'typebox';

/** Set where the reader of a body masks card numbers; the document shows a text. */
export const FREE_TEXT = 'x-free-text';

/** A text in somebody's own words: a name, an address, a reason, a note. */
export function FreeText(options: TStringOptions & { maxLength: number }): TString {
  return Type.String({ ...options, [FREE_TEXT]: true });
}
