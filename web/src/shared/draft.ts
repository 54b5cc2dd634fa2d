// One unsent text for all tabs of a browser. The same text has one id, so it is one message even if two tabs send it.
import { newId } from './ids.ts';
import { readStored, writeStored } from './stored.ts';

export type Draft = {
  text: () => string;
  /** The id for sending the present text. It differs after each change. */
  id: () => string;
  /** Keeps the text typed here. */
  write: (text: string) => void;
  /** Follows changes from other tabs, unless something else was typed here. @returns a function that stops it */
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
      // Without a key: the whole storage was cleared.
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
