// Owns where the keyboard is after a login: in the list that somebody arrives at, so that they need not look for it. Refuses to
// take it from a field that has it already.
import { useEffect } from 'react';

/** Marks a list whose rows are there. */
export const arrivedList = { 'data-arrived': true, tabIndex: -1 } as const;

// So long the keyboard is nowhere; a list that comes later takes it all the same, unless a person has moved it.
const PATIENCE_MS = 5_000;

let isArriving = false;

/** Somebody has logged in: the next page that is drawn takes the focus. */
export function arrive(): void {
  isArriving = true;
}

/** For the frame around every page. */
export function useArrival(): void {
  useEffect(() => {
    if (!isArriving) return;
    isArriving = false;
    const content = document.querySelector<HTMLElement>('#content');
    if (content === null) return;
    const look = () => {
      const list = content.querySelector<HTMLElement>('[data-arrived]');
      if (document.activeElement !== document.body && document.activeElement !== content) return stop();
      if (list === null) return;
      (list.querySelector<HTMLElement>('a[href], button, input') ?? list).focus({ preventScroll: true });
      stop();
    };
    const watch = new MutationObserver(look);
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) content.focus({ preventScroll: true });
    }, PATIENCE_MS);
    const stop = () => {
      clearTimeout(timer);
      watch.disconnect();
    };
    watch.observe(content, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-arrived'] });
    look();
    return stop;
  }, []);
}
