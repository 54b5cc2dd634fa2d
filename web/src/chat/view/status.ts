// A short gap in the connection is not shown.
import type { LiveState } from '../../shared/live-stream.ts';
import { write } from './element.ts';
import type { ChatTexts } from '../texts/chat-text-shape.ts';

// A reconnect usually takes less. Announcing each one would be noise, above all for screen readers.
const PATIENCE_MS = 2_500;

let timer: ReturnType<typeof setTimeout> | undefined;

export type Standing = { line: LiveState; attendedBy: string | null };

export function drawStatus(status: HTMLElement, { line, attendedBy }: Standing, texts: ChatTexts): void {
  const live = attendedBy === null ? texts.live : texts.attendedBy(attendedBy);
  const shown = status.getAttribute('data-line');
  if (line === 'live' || shown === null) {
    clearTimeout(timer);
    timer = undefined;
    show(status, line, line === 'live' ? live : texts[line]);
    return;
  }
  // Reconnecting goes on meanwhile; to a person all of it is one lost connection.
  if (shown === 'live') timer ??= setTimeout(() => show(status, 'down', texts.down), PATIENCE_MS);
  else if (line === 'down') show(status, 'down', texts.down);
}

// A text that is already there is not announced again.
function show(status: HTMLElement, line: LiveState, text: string): void {
  if (status.getAttribute('data-line') === line && status.textContent === text) return;
  status.setAttribute('data-line', line);
  write(status, text);
}
