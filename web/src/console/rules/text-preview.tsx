import { TextInput } from '@mantine/core';
import type { IntlMessageFormat } from 'intl-messageformat';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { directionOf } from '../../shared/direction.ts';
import styles from './forms.module.css';

type Icu = { IntlMessageFormat: typeof IntlMessageFormat };

/** A part of a parsed message, as far as it is read here. */
type IcuPart = { type: number; value?: string; options?: Record<string, { value: IcuPart[] }> };

/** Values that make a sentence look like one. A value without a sample is shown as its name. */
const SAMPLES: Readonly<Record<string, string>> = {
  ...{ from: '01.03.2031', until: '14.03.2031', visitsLeft: '3', substitutePhone: '+7 900 123-45-67' },
  ...{ url: 'https://pay.example/3f9c', code: '738 201 544' },
};

export function TextPreview({ message, locale }: { message: string; locale: string }) {
  const { t } = useTranslation();
  const icu = useIcu();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const read = icu === null ? null : readMessage(icu, message, locale);
  const names = read?.names ?? [];
  const valueOf = (name: string) => typed[name] ?? SAMPLES[name] ?? `‹${name}›`;
  const shown = read?.format(Object.fromEntries(names.map((name) => [name, asValue(valueOf(name))]))) ?? null;
  return (
    <figure className={styles.preview}>
      <figcaption>{t('rulesPage.customerSees')}</figcaption>
      {icu !== null && shown === null && <p role="alert">{t('rulesPage.malformedText')}</p>}
      {shown !== null && (
        <blockquote lang={locale} dir={directionOf(locale)}>
          {shown}
        </blockquote>
      )}
      {names.map((name) => (
        <TextInput
          key={name}
          size="xs"
          label={t('rulesPage.sample', { name })}
          dir={directionOf(locale)}
          value={valueOf(name)}
          onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
        />
      ))}
    </figure>
  );
}

/** The library comes when the first text is shown. */
function useIcu(): Icu | null {
  const [icu, setIcu] = useState<Icu | null>(null);
  useEffect(() => {
    let isGone = false;
    void import('intl-messageformat').then((loaded) => isGone || setIcu(loaded));
    return () => {
      isGone = true;
    };
  }, []);
  return icu;
}

/** As the server formats it; `null` for a message that cannot be read. */
function readMessage({ IntlMessageFormat: Message }: Icu, message: string, locale: string) {
  try {
    const format = new Message(message, locale, undefined, { ignoreTag: true });
    return {
      names: [...new Set(namesIn(format.getAst() as IcuPart[]))],
      format: (values: Record<string, string | number>) => written(() => String(format.format(values))),
    };
  } catch {
    return null;
  }
}

function written(format: () => string): string | null {
  try {
    return format();
  } catch {
    return null;
  }
}

/** The arguments of a message, those inside plural forms too. */
function namesIn(parts: readonly IcuPart[]): string[] {
  return parts.flatMap(({ type, value, options = {} }) => {
    const own = type !== LITERAL && type !== POUND && value !== undefined ? [value] : [];
    return [...own, ...Object.values(options).flatMap((form) => namesIn(form.value))];
  });
}

// As the parser numbers them.
const LITERAL = 0;
const POUND = 7;

const asValue = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);
