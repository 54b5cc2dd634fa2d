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

type Named = Readonly<Record<string, string>>;

/** The page's texts, and what the program calls the numbers and answers of its customers. */
export type ProgramTexts = ChatTexts & { numbers: Named; questions: Named };

export function programTexts({ locale, numbers, questions }: ChatInfo): ProgramTexts {
  const texts = chatTexts(locale);
  const named = (words: readonly (readonly [string, Named])[]): Named => {
    const all = words.map(([id, labels]) => [id, labels[texts.language] ?? labels[locale] ?? ''] as const);
    return Object.fromEntries(all.filter(([, label]) => label !== ''));
  };
  return {
    ...texts,
    numbers: named(numbers.map(({ number, labels }) => [number, labels])),
    questions: named(questions.map(({ question, labels }) => [question, labels])),
  };
}

export function capitalised(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}
