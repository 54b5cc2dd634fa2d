// Owns what stands in the open reply and has not reached the customer. Refuses to keep it: the reply does.
import { useEffect } from 'react';

export type Unsent = { texts: readonly string[]; files: readonly string[] };

const NOTHING: Unsent = { texts: [], files: [] };

let look = (): Unsent => NOTHING;

/** What would be left behind by somebody who lets go of the request now; `null` for nothing. */
export function unsentNow(): Unsent | null {
  const { texts, files } = look();
  return texts.length + files.length === 0 ? null : { texts, files };
}

/** The reply on the screen says what is in it. */
export function useToldUnsent(tell: () => Unsent): void {
  useEffect(() => {
    look = tell;
    return () => {
      look = () => NOTHING;
    };
  });
}
