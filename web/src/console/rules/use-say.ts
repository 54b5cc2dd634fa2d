import { useTranslation } from 'react-i18next';
import { listed, localeOf } from '../data/locale.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { spokenPeriod } from '../data/spoken-period.ts';
import { durationMilliseconds } from '../data/zoned-time.ts';
import type { Say } from './difference-words.ts';
import type { Document } from './document.ts';

export function useSay(document: Document): Say {
  const { t, i18n } = useTranslation();
  const { countdown } = useSpokenTimes();
  const { language } = i18n;
  return {
    ...{ t, document, language },
    isText: (key) => i18n.exists(key),
    duration: (iso) => spokenPeriod(iso, language) ?? spokenDuration(iso, countdown),
    listed: (names) => listed(language, names),
    languageName: (locale) => languageName(locale, language),
  };
}

function spokenDuration(iso: string, countdown: (milliseconds: number) => string): string {
  try {
    return countdown(durationMilliseconds(iso));
  } catch {
    return iso;
  }
}

/** “Russian”; a tag that the browser does not know is shown as it is. */
function languageName(locale: string, language: string): string {
  try {
    return new Intl.DisplayNames([localeOf(language)], { type: 'language' }).of(locale) ?? locale;
  } catch {
    return locale;
  }
}
