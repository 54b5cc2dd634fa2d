// Owns the line under the title: whether we are connected. Refuses to flicker: a short gap is not told.
import type { LiveState } from '../../shared/live-stream.ts';
import type { ChatTexts } from '../texts/chat-texts.ts';

// A reconnect usually takes less; saying each would be noise, above all for screen readers.
const PATIENCE_MS = 2_500;

let timer: ReturnType<typeof setTimeout> | undefined;

export function drawStatus(status: HTMLElement, line: LiveState, texts: ChatTexts): void {
  const shown = status.getAttribute('data-line');
  if (shown === line) return clearTimeout(timer);
  if (line === 'live' || shown === null) return show(status, line, texts);
  if (status.getAttribute('data-next') === line) return;
  status.setAttribute('data-next', line);
  clearTimeout(timer);
  timer = setTimeout(() => show(status, line, texts), PATIENCE_MS);
}

function show(status: HTMLElement, line: LiveState, texts: ChatTexts): void {
  clearTimeout(timer);
  status.removeAttribute('data-next');
  status.setAttribute('data-line', line);
  status.textContent = texts[line];
}
