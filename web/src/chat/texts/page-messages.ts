import type { en } from './en.ts';

/** The page's sentences as ICU messages. `count` has plural forms. */
export type PageMessages = Readonly<Record<keyof typeof en, string>>;

export type PageKey = keyof typeof en;
