import Type, { type TString, type TStringOptions } from 'typebox';

/** Marks a text in which the validator masks card numbers; the document shows a plain text. */
export const FREE_TEXT = 'x-free-text';

/**
 * A text in a person's own words: a name, an address, a reason, a note. Card numbers in it are masked before anybody
 * reads it.
 */
export function FreeText(options: TStringOptions & { maxLength: number }): TString {
  return Type.String({ ...options, [FREE_TEXT]: true });
}
