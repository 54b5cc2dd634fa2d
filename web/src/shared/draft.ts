// Owns one unsent text in all tabs of a browser: kept over a reload, the same in each tab, gone in all once it is sent.
// Refuses to know who writes and to whom. What stands in two tabs has one id, so that sent from both it is one message.
import { newId } from './ids.ts';
import { readStored, writeStored } from './stored.ts';

export type Draft = {
  text: () => string;
  /** The id with which what stands here is to be sent; another with each change. */
  id: () => string;
  /** Keeps what has been typed here. */
  write: (text: string) => void;
  /** Takes over what other tabs make of the text, unless something else was typed here. @returns what ends that */
  follow: (take: (text: string) => void) => () => void;
};

type Kept = { text: string; id: string };

const nothing = (): Kept => ({ text: '', id: newId() });

export function draftAt(key: string): Draft {
  let here = keptOf(readStored(key)) ?? nothing();
  const write = (text: string) => {
    here = { text, id: newId() };
    writeStored(key, text === '' ? null : here);
  };
  const follow: Draft['follow'] = (take) => {
    const changed = ({ key: named, oldValue, newValue }: StorageEvent) => {
      // No name: somebody has cleared everything.
      if (named !== null && named !== key) return;
      if (named === key && here.text === (parsed(oldValue)?.text ?? '')) {
        here = parsed(newValue) ?? nothing();
        take(here.text);
      } else if (newValue === null && here.text !== '') {
        writeStored(key, here);
      }
    };
    addEventListener('storage', changed);
    return () => removeEventListener('storage', changed);
  };
  return { text: () => here.text, id: () => here.id, write, follow };
}

function parsed(stored: string | null): Kept | null {
  try {
    return stored === null ? null : keptOf(JSON.parse(stored));
  } catch {
    return null;
  }
}

function keptOf(value: unknown): Kept | null {
  const { text, id } = (value ?? {}) as Partial<Record<string, unknown>>;
  return typeof text === 'string' && typeof id === 'string' ? { text, id } : null;
}
