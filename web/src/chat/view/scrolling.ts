import { keepAtEnd } from '../../shared/end-of-scroll.ts';
import type { Message } from '../../shared/wire.ts';
import type { ChatTexts } from '../texts/chat-text-shape.ts';
import type { Page } from './page.ts';

const NEAR_PX = 140;

export type Newest = { changed: (messages: readonly Message[]) => void; toEnd: () => void };

export function followNewest(page: Page, texts: ChatTexts, title: string): Newest {
  const { scroller, toNewest } = page;
  let seen = 0;
  let missed = 0;

  const end = keepAtEnd(scroller, [page.log, page.pending, page.tray], NEAR_PX, () => {
    toNewest.hidden = true;
  });
  const toEnd = () => {
    end.toEnd();
    toNewest.hidden = true;
  };
  const named = () => {
    document.title = missed > 0 ? `${texts.unread(missed)}${title}` : title;
  };
  toNewest.addEventListener('click', toEnd);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    missed = 0;
    named();
  });

  return {
    toEnd,
    changed: (messages) => {
      const fresh = messages.slice(seen).filter((message) => message.from !== 'customer').length;
      if (seen > 0 && document.hidden) missed += fresh;
      if (seen > 0 && fresh > 0 && !end.isAtEnd()) toNewest.hidden = false;
      seen = messages.length;
      named();
    },
  };
}
