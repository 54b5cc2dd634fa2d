// Owns how an attachment is shown and fetched with the customer's token. Refuses to open anything inside the page.
import { fileSize, isShownAsImage } from '../../shared/file-rules.ts';
import type { Attachment } from '../../shared/wire.ts';
import type { ChatTexts } from '../texts/chat-texts.ts';
import { element } from './element.ts';
import { icon } from './icons.ts';

/** The bytes of an attachment, or `null` when they cannot be had now. */
export type FetchFile = (id: string) => Promise<Blob | null>;

// A larger picture is offered as a file: a preview must not cost a phone's data volume.
const LARGEST_PREVIEW = 6 * 1024 * 1024;

export function attachmentView(attachment: Attachment, texts: ChatTexts, fetchFile: FetchFile): HTMLElement {
  const size = fileSize(attachment.size, texts.language);
  const label = `${texts.download}: ${attachment.name}, ${size}`;
  const save = () => void download(attachment, fetchFile);
  const name = element('span', { class: 'file-name' }, attachment.name);
  const facts = element('span', { class: 'file-facts' }, name, element('span', { class: 'file-size' }, size));
  const button = element(
    'button',
    { class: 'file', type: 'button', 'aria-label': label, onclick: save },
    icon('file'),
    facts,
  );
  if (isShownAsImage(attachment.type) && attachment.size <= LARGEST_PREVIEW)
    void preview(attachment, button, fetchFile);
  return button;
}

async function preview(attachment: Attachment, button: HTMLElement, fetchFile: FetchFile): Promise<void> {
  const blob = await fetchFile(attachment.id);
  if (blob === null) return;
  const image = element('img', { class: 'picture', alt: '', src: URL.createObjectURL(blob) });
  image.addEventListener('load', () => {
    button.classList.add('with-picture');
    button.replaceChildren(image);
  });
}

async function download(attachment: Attachment, fetchFile: FetchFile): Promise<void> {
  const blob = await fetchFile(attachment.id);
  if (blob === null) return;
  const url = URL.createObjectURL(blob);
  element('a', { href: url, download: attachment.name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
