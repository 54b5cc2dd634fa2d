// After a dialog the focus returns to where it was. If that is gone, it goes to the head of the screen.
import { useEffect, useState } from 'react';

/** Marks the head of a screen. Only a script can focus it. */
export const focusHome = { 'data-focus-home': true, tabIndex: -1 } as const;

export function useReturnedFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Runs after the dialog has left the page and its result is drawn.
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const isThere = opener instanceof HTMLElement && opener !== document.body && opener.isConnected;
        const home = document.querySelector<HTMLElement>('[data-focus-home]') ?? document.querySelector('#content');
        (isThere ? opener : home)?.focus({ preventScroll: true });
      });
    },
    [opener],
  );
}
