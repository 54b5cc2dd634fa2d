import type { Message } from '../../shared/wire.ts';
import type { ChatTexts } from '../texts/chat-texts.ts';
import type { Page } from './page.ts';

// A reader this near to the end is reading the end.
const NEAR_PX = 140;

export type Newest = { changed: (messages: readonly Message[]) => void; toEnd: () => void };

export function followNewest(page: Page, texts: ChatTexts, title: string): Newest {
  const { scroller, toNewest } = page;
  // Only the reader's own scrolling changes this: content that grows or shrinks, or a smaller window, does not count.
  let isAtEnd = true;
  let lastHeight = 0;
  let seen = 0;
  let missed = 0;

  const isNear = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
  const toEnd = () => {
    isAtEnd = true;
    scroller.scrollTop = scroller.scrollHeight;
    toNewest.hidden = true;
  };
  const named = () => {
    document.title = missed > 0 ? `${texts.unread(missed)}${title}` : title;
  };
  toNewest.addEventListener('click', toEnd);
  scroller.addEventListener('scroll', () => {
    isAtEnd = Math.min(lastHeight, scroller.scrollHeight) - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
    if (isNear()) toNewest.hidden = true;
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    missed = 0;
    named();
  });
  // A loaded picture or an opened keyboard changes the height after drawing.
  const settle = () => {
    if (isAtEnd) toEnd();
    lastHeight = scroller.scrollHeight;
  };
  const observer = new ResizeObserver(settle);
  for (const part of [page.log, page.pending, page.tray, scroller]) observer.observe(part);

  return {
    toEnd,
    changed: (messages) => {
      const fresh = messages.slice(seen).filter((message) => message.from !== 'customer').length;
      if (seen > 0 && document.hidden) missed += fresh;
      if (seen > 0 && fresh > 0 && !isNear()) toNewest.hidden = false;
      seen = messages.length;
      named();
    },
  };
}
