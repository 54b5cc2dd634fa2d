import type { PostProcessorModule, TOptions } from 'i18next';

const ISOLATES = { ltr: '\u2066', rtl: '\u2067' } as const;

type Told = TOptions & { i18nResolved?: { usedLng?: string } };

/** A sentence of another language than the page's keeps its own direction. Needs `postProcessPassResolved`. */
export function wholeFallback(directionOf: (language?: string) => 'ltr' | 'rtl'): PostProcessorModule {
  return {
    type: 'postProcessor',
    name: 'whole-fallback',
    process: (sentence, _key, { i18nResolved }: Told) => {
      const direction = directionOf(i18nResolved?.usedLng);
      const isOwn = i18nResolved?.usedLng === undefined || direction === directionOf();
      return isOwn ? sentence : `${ISOLATES[direction]}${sentence}\u2069`;
    },
  };
}
