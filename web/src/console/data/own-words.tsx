// A program may have words of its own for a package. Sentences below then take them.
import i18next, { type i18n, type TFunction } from 'i18next';
import { type ReactNode, useMemo } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { Program } from '../../shared/wire.ts';
import { type OwnWords, ownWords } from './product-words.ts';

export function OwnWordsOf({ program, children }: { program: Program | undefined; children: ReactNode }) {
  const said = useMemo(() => withOwnWords(i18next, program), [program]);
  return <I18nextProvider i18n={said}>{children}</I18nextProvider>;
}

/** The same texts, in which a sentence about a package has the program's word. */
function withOwnWords(texts: i18n, program: Program | undefined): i18n {
  if (Object.keys(program?.productNames ?? {}).length === 0) return texts;
  const saying = (t: TFunction) => sayingOf(t, () => ownWords(program, texts.language));
  // The rest of it is the one instance, so the language and the loaded texts are everywhere the same.
  return Object.assign(Object.create(texts) as i18n, {
    t: saying(texts.t),
    getFixedT: (...its: Parameters<i18n['getFixedT']>) => saying(texts.getFixedT(...its)),
  });
}

type Asked = [keys: string | string[], values?: object];

function sayingOf(t: TFunction, words: () => OwnWords | undefined): TFunction {
  return new Proxy(t, {
    apply: (_t, _self, [keys, values]: Asked) => {
      const own = words();
      if (own === undefined) return t(keys, { ...values });
      return t(
        [keys].flat().flatMap((key) => [`own.${key}`, key]),
        { ...own, ...values },
      );
    },
  });
}
