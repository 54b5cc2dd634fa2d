// Texts that the page itself shows. The bot's texts come from the server.
import type { ChatTexts } from './chat-text-shape.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';

const all: Readonly<Record<string, ChatTexts>> = { ar, en, ru };

/** Texts in a program's language; English where a translation is missing. */
export function chatTexts(locale: string): ChatTexts {
  return all[locale.split('-')[0] ?? ''] ?? en;
}
