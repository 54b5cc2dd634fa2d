import type { ChatTexts } from '../texts/chat-texts.ts';
import { element } from './element.ts';
import { icon, mark } from './icons.ts';

export type Page = {
  root: HTMLElement;
  status: HTMLElement;
  hours: HTMLElement;
  /** The customer's number. */
  identified: HTMLElement;
  scroller: HTMLElement;
  log: HTMLElement;
  pending: HTMLElement;
  tray: HTMLElement;
  footer: HTMLElement;
  toNewest: HTMLButtonElement;
  /** Read by screen readers; not visible. */
  spoken: HTMLElement;
};

export function buildPage(root: HTMLElement, title: string, texts: ChatTexts): Page {
  const status = element('p', { class: 'status', role: 'status' });
  const hours = element('p', { class: 'hours', role: 'status' });
  const identified = element('div', { class: 'identification' });
  const log = element('div', { class: 'log', role: 'log', 'aria-label': texts.log, 'aria-live': 'polite' });
  const pending = element('ol', { class: 'messages pending', 'aria-label': texts.sending });
  const tray = element('div', { class: 'tray' });
  const toNewest = element(
    'button',
    { class: 'to-newest', type: 'button', hidden: true },
    icon('down'),
    texts.toNewest,
  );
  const scroller = element('main', { class: 'scroller', tabindex: 0, 'aria-label': texts.log }, log, pending, tray);
  const footer = element('footer', { class: 'footer' });
  const spoken = element('div', { class: 'unseen', role: 'status' });
  const heading = element('h1', {}, title);
  const header = element(
    'header',
    { class: 'header' },
    mark(),
    element('div', { class: 'who' }, heading, status, hours),
    identified,
  );
  root.replaceChildren(header, scroller, toNewest, footer, spoken);
  return { root, status, hours, identified, scroller, log, pending, tray, footer, toNewest, spoken };
}
