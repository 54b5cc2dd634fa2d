// Owns where the keyboard is after a dialog: where it was before, or, where that is gone, at the head of what is on screen.
import { useEffect, useState } from 'react';

/** Marks the head of a screen; it takes the focus by script alone. */
export const focusHome = { 'data-focus-home': true, tabIndex: -1 } as const;

export function useReturnedFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // After the dialog is out of the page, and after whatever its end has drawn.
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
