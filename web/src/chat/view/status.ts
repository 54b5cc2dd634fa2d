// Owns the line under the title: whether we are connected. Refuses to flicker: a short gap is not told.
import type { LiveState } from '../../shared/live-stream.ts';
import type { ChatTexts } from '../texts/chat-texts.ts';

// A reconnect usually takes less; saying each would be noise, above all for screen readers.
const PATIENCE_MS = 2_500;

let timer: ReturnType<typeof setTimeout> | undefined;

export function drawStatus(status: HTMLElement, line: LiveState, texts: ChatTexts): void {
  const shown = status.getAttribute('data-line');
  if (line === 'live' || shown === null) {
    clearTimeout(timer);
    timer = undefined;
    if (shown !== line) show(status, line, texts);
    return;
  }
  // Attempts to come back go on meanwhile; to a person all of it is one lost line.
  if (shown === 'live') timer ??= setTimeout(() => show(status, 'down', texts), PATIENCE_MS);
  else if (line === 'down') show(status, 'down', texts);
}

function show(status: HTMLElement, line: LiveState, texts: ChatTexts): void {
  if (status.getAttribute('data-line') === line) return;
  status.setAttribute('data-line', line);
  status.textContent = texts[line];
}
