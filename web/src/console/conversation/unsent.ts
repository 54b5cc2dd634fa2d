// The part of the open reply that has not reached the customer. The reply keeps it.
import { useEffect } from 'react';

export type Unsent = { texts: readonly string[]; files: readonly string[] };

const NOTHING: Unsent = { texts: [], files: [] };

let look = (): Unsent => NOTHING;

/** What would be left behind if the person gave up the conversation now; `null` for nothing. */
export function unsentNow(): Unsent | null {
  const { texts, files } = look();
  return texts.length + files.length === 0 ? null : { texts, files };
}

/** Registers the reply on the screen, so that it is asked for its unsent text. */
export function useToldUnsent(tell: () => Unsent): void {
  useEffect(() => {
    look = tell;
    return () => {
      look = () => NOTHING;
    };
  });
}
