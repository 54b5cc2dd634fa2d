import { textParts } from '../../shared/text-parts.ts';
import type { Message } from '../../shared/wire.ts';
import type { ChatTexts } from '../texts/chat-texts.ts';
import { attachmentView, type FetchFile } from './attachment.ts';
import { element } from './element.ts';
import { icon, mark } from './icons.ts';

export function bubble(message: Message, texts: ChatTexts, fetchFile: FetchFile): HTMLElement {
  const own = message.from === 'customer';
  const author = own ? texts.you : texts[message.from === 'bot' ? 'bot' : 'agent'];
  const body = element('div', { class: 'bubble' });
  if (message.text !== '') body.append(paragraph(message.text));
  for (const attachment of message.attachments) body.append(attachmentView(attachment, texts, fetchFile));
  const at = new Date(message.at);
  const time = element(
    'time',
    { datetime: message.at },
    at.toLocaleTimeString(texts.locale, { hour: '2-digit', minute: '2-digit' }),
  );
  const facts = element('p', { class: 'facts' }, element('span', { class: 'author' }, author), ' ', time);
  // A tick shows the author that the message arrived; the words are for screen readers.
  if (own) facts.append(icon('check'), element('span', { class: 'unseen' }, texts.sent));
  const face = own ? null : element('span', { class: 'face' }, message.from === 'bot' ? mark() : icon('agent'));
  return element(
    'li',
    { class: `message from-${message.from}` },
    face,
    element('div', { class: 'column' }, facts, body),
  );
}

/** A text with its line breaks and with its web addresses as links. */
export function paragraph(text: string): HTMLElement {
  const made = element('p', { class: 'text', dir: 'auto' });
  for (const part of textParts(text)) {
    const link = { href: part.text, target: '_blank', rel: 'noopener noreferrer nofollow' };
    made.append(part.kind === 'link' ? element('a', link, part.text) : part.text);
  }
  return made;
}
