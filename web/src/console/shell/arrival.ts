// After a login the focus moves to the first list. A field that already has the focus keeps it.
import { useEffect } from 'react';

/** Marks a list whose rows are loaded. */
export const arrivedList = { 'data-arrived': true, tabIndex: -1 } as const;

// After this time the content area takes the focus. A later list still gets it, unless the person has moved it.
const PATIENCE_MS = 5_000;

let isArriving = false;

/** Call at a login: the next page that is drawn takes the focus. */
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
