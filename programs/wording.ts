import type { Program } from '../domain/program.ts';

/** A version of a program, as far as it speaks. */
type Speaker = Pick<Program, 'texts' | 'locale'>;

/** What a text is rendered from: one version of a program, or the versions that a running case may speak from. */
export type Wording = Pick<Program, 'name' | 'texts' | 'locale' | 'conversation'> & {
  /** The versions that may have the words of a text, the best first. Without it there is one. */
  speakers?(text: string): Iterable<Speaker>;
};

/**
 * The words of a running case. They come from the current version; a text that the current one no longer has, from the
 * version with which the case began. What is pinned in either of the two stays as the case began with it. Choices
 * are rules, so they are the case's own.
 * @param own the case's version; `undefined` if it is not known
 * @param newestWith the newest version that has a text, for a text that neither of the two has
 */
export function wordingOf(
  current: Program,
  own: Program | undefined,
  newestWith: (text: string) => Program | undefined,
): Wording {
  const { name, texts, locale } = current;
  const { conversation } = own ?? current;
  return {
    ...{ name, texts, locale },
    ...(conversation === undefined ? {} : { conversation }),
    *speakers(text) {
      const isPinned = [own, current].some((one) => one?.pinned.includes(text));
      const two = isPinned ? [own, current] : [current, own];
      yield* two.filter((one) => one !== undefined);
      const other = newestWith(text);
      if (other !== undefined) yield other;
    },
  };
}
