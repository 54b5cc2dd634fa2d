/**
 * The first wish that is among the known languages, as it is written or in the same language and script: `pt-PT` is
 * served by `pt-BR`, and `zh-TW` is not served by `zh-Hans`.
 */
export function bestOf(known: readonly string[], wishes: readonly (string | null | undefined)[]): string | undefined {
  for (const wish of wishes) {
    if (wish === null || wish === undefined) continue;
    const found = known.find((one) => one === wish) ?? known.find((one) => readingOf(one) === readingOf(wish));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Language and script; a text that is no tag is itself. */
function readingOf(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    return tag;
  }
}
