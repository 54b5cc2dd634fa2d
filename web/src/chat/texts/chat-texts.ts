// Texts that the page itself shows. The bot's texts come from the server.
import type { ChatInfo } from '../../shared/wire.ts';
import type { ChatTexts } from './chat-text-shape.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';

const all: Readonly<Record<string, ChatTexts>> = { ar, en, ru };

/** Texts in a program's language; English where a translation is missing. */
export function chatTexts(locale: string): ChatTexts {
  return all[locale.split('-')[0] ?? ''] ?? en;
}

/** The page's texts, and what the program calls the numbers of its customers. */
export type ProgramTexts = ChatTexts & { numbers: Readonly<Record<string, string>> };

export function programTexts({ locale, numbers }: ChatInfo): ProgramTexts {
  const texts = chatTexts(locale);
  const named = numbers.map(({ number, labels }) => [number, labels[texts.language] ?? labels[locale] ?? ''] as const);
  return { ...texts, numbers: Object.fromEntries(named.filter(([, label]) => label !== '')) };
}

export function capitalised(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}
