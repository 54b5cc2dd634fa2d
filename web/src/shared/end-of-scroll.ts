export type EndOfScroll = { isAtEnd: () => boolean; toEnd: () => void; stop: () => void };

/**
 * Keeps a scroller at its end while its reader is there, within `near` CSS pixels.
 * Only the reader's own scrolling leaves the end: parts that grow or shrink, or a smaller scroller, do not count.
 */
export function keepAtEnd(
  scroller: HTMLElement,
  parts: Iterable<Element>,
  near: number,
  cameNear: () => void,
): EndOfScroll {
  let isAtEnd = true;
  const endNow = () => scroller.scrollHeight - scroller.clientHeight;
  let end = endNow();
  const toEnd = () => {
    isAtEnd = true;
    scroller.scrollTop = scroller.scrollHeight;
  };
  // The event comes a frame after the scrolling, when sizes may have changed again, so the last known end counts too.
  const scrolled = () => {
    isAtEnd = Math.min(end, endNow()) - scroller.scrollTop < near;
    if (isAtEnd) cameNear();
  };
  const observer = new ResizeObserver(() => {
    if (isAtEnd) toEnd();
    end = endNow();
  });
  scroller.addEventListener('scroll', scrolled);
  observer.observe(scroller);
  for (const part of parts) observer.observe(part);
  return {
    isAtEnd: () => isAtEnd,
    toEnd,
    stop: () => {
      scroller.removeEventListener('scroll', scrolled);
      observer.disconnect();
    },
  };
}
