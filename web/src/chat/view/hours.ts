import type { ChatInfo } from '../../shared/wire.ts';
import { serverNow } from '../../shared/server-clock.ts';
import { shortZoneName, zoneName } from '../../shared/zone-name.ts';
import { write } from './element.ts';
import type { ChatTexts } from '../texts/chat-text-shape.ts';

// A browser's timer can run for at most 24 days. Asking again each hour costs little.
const LONGEST_WAIT_MS = 60 * 60_000;
// A moment after the hour, so that both clocks have passed it.
const AFTER_MS = 1_500;

/** Shows the line, and asks again at each opening and closing. */
export function followHours(
  line: HTMLElement,
  info: ChatInfo,
  texts: ChatTexts,
  ask: () => Promise<ChatInfo | null>,
): void {
  const text = info.opensAt === null ? '' : texts.outOfHours(spoken(info.opensAt, info.timeZone, texts.locale));
  if (line.textContent !== text) write(line, text);
  const change = info.openUntil ?? info.opensAt;
  const left = change === null ? LONGEST_WAIT_MS : Math.max(Date.parse(change) - serverNow(), 0) + AFTER_MS;
  const again = async () => followHours(line, (await ask()) ?? info, texts, ask);
  setTimeout(() => void again(), Math.min(left, LONGEST_WAIT_MS));
}

/** `понедельник, 23 ноября, 09:00 (МСК)`: in the centre's time zone, which is named. */
function spoken(at: string, timeZone: string, language: string): string {
  const date = new Date(at);
  const day = date.toLocaleDateString(language, { timeZone, weekday: 'long', day: 'numeric', month: 'long' });
  const time = date.toLocaleTimeString(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const zone = shortZoneName(language, timeZone) ?? zoneName(language, timeZone, 'longGeneric', date);
  return `${day}, ${time} (${zone})`;
}
