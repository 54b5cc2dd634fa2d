import type { ChatTexts } from '../texts/chat-texts.ts';
import { element } from './element.ts';
import { icon } from './icons.ts';

/** `url` is an object URL of the page. The page keeps it. */
export function openLightbox(name: string, url: string, texts: ChatTexts, save: () => void): void {
  const close = () => dialog.close();
  const dialog = element(
    'dialog',
    { class: 'lightbox', 'aria-label': name },
    element(
      'div',
      { class: 'lightbox-bar' },
      element('p', { class: 'file-name', dir: 'auto' }, name),
      element('button', { class: 'small', type: 'button', onclick: save }, texts.download),
      element('button', { class: 'remove', type: 'button', 'aria-label': texts.close, onclick: close }, icon('cross')),
    ),
    element('img', { class: 'whole-picture', alt: name, src: url, onclick: close }),
  );
  dialog.addEventListener('close', () => dialog.remove());
  // A press beside the picture closes it, as usual.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) close();
  });
  document.body.append(dialog);
  dialog.showModal();
}
