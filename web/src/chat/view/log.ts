import { serverNow } from '../../shared/server-clock.ts';
import type { Message } from '../../shared/wire.ts';
import type { Thread } from '../chat-store.ts';
import type { ChatTexts } from '../texts/chat-text-shape.ts';
import type { FetchFile } from './attachment.ts';
import { bubble } from './bubble.ts';
import { element, keepChildren } from './element.ts';
import { type Rate, ratingOf } from './rating.ts';

// After a longer pause the author is named again.
const SAME_BREATH_MS = 4 * 60_000;

export type LogParts = { texts: ChatTexts; fetchFile: FetchFile; now: number; rate: Rate };

export function drawLog(log: HTMLElement, threads: readonly Thread[], parts: LogParts): void {
  const { texts, fetchFile } = parts;
  const sections = threads.map((thread, place) => ({
    key: thread.conversation.id,
    make: () => section(place > 0, texts),
    update: (made: HTMLElement) => {
      made.classList.toggle('earlier', place < threads.length - 1);
      const list = made.querySelector('ol');
      if (list !== null) drawMessages(list, thread.messages, texts, fetchFile);
      drawEarlierRating(made, place < threads.length - 1 ? thread : null, parts);
    },
  }));
  keepChildren(log, sections);
}

// The newest conversation's rating is in the tray.
function drawEarlierRating(made: HTMLElement, thread: Thread | null, { texts, now, rate }: LogParts): void {
  const name = (scale: string) => `${texts.earlier}: ${scale}`;
  const rating = thread === null ? null : ratingOf(thread, name, texts, now, rate);
  const known = made.querySelector('.earlier-rating');
  if ((known?.getAttribute('data-key') ?? null) === (rating?.key ?? null)) return;
  known?.remove();
  if (rating !== null) made.append(element('div', { class: 'earlier-rating', 'data-key': rating.key }, rating.draw()));
}

function section(isFollowing: boolean, texts: ChatTexts): HTMLElement {
  const heading = isFollowing ? element('h2', { class: 'divider' }, texts.newRequest) : null;
  return element('section', { class: 'thread' }, heading, element('ol', { class: 'messages' }));
}

function drawMessages(list: HTMLElement, messages: readonly Message[], texts: ChatTexts, fetchFile: FetchFile): void {
  const rows = messages.flatMap((message, place) => {
    const before = messages[place - 1];
    const row = {
      key: message.id,
      make: () => bubble(message, texts, fetchFile),
      update: (made: HTMLElement) => made.classList.toggle('continued', continues(before, message)),
    };
    if (before !== undefined && day(before) === day(message)) return [row];
    return [{ key: `day ${day(message)}`, make: () => dayRow(message, texts) }, row];
  });
  keepChildren(list, rows);
}

function continues(before: Message | undefined, message: Message): boolean {
  if (before === undefined || before.from !== message.from || day(before) !== day(message)) return false;
  return Date.parse(message.at) - Date.parse(before.at) < SAME_BREATH_MS;
}

function day(message: Message): string {
  return new Date(message.at).toDateString();
}

function dayRow(message: Message, texts: ChatTexts): HTMLElement {
  return element(
    'li',
    { class: 'day' },
    element('span', {}, dayName(new Date(message.at), new Date(serverNow()), texts)),
  );
}

function dayName(at: Date, now: Date, texts: ChatTexts): string {
  if (at.toDateString() === now.toDateString()) return texts.today;
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (at.toDateString() === yesterday.toDateString()) return texts.yesterday;
  const year = at.getFullYear() === now.getFullYear() ? undefined : ('numeric' as const);
  return at.toLocaleDateString(texts.locale, { day: 'numeric', month: 'long', year });
}
