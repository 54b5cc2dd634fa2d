// A picture is shown. Every other file is only saved: nothing else opens inside the page.
import { fileSize, isShownAsImage } from '../../shared/file-rules.ts';
import type { Attachment } from '../../shared/wire.ts';
import type { ChatTexts } from '../texts/chat-texts.ts';
import { element } from './element.ts';
import { icon } from './icons.ts';
import { openLightbox } from './lightbox.ts';

/** The bytes of an attachment, or `null` when they are not available now. */
export type FetchFile = (id: string) => Promise<Blob | null>;

// A larger picture is offered as a file: a preview must not use up mobile data.
const LARGEST_PREVIEW = 6 * 1024 * 1024;

export function attachmentView(attachment: Attachment, texts: ChatTexts, fetchFile: FetchFile): HTMLElement {
  const size = fileSize(attachment.size, texts.locale);
  const save = () => void download(attachment, fetchFile);
  const name = element('bdi', { class: 'file-name' }, attachment.name);
  const facts = element('span', { class: 'file-facts' }, name, element('span', { class: 'file-size' }, size));
  const act: { press: () => void } = { press: save };
  const button = element(
    'button',
    { class: 'file', type: 'button', onclick: () => act.press() },
    icon('file'),
    element('span', { class: 'unseen' }, `${texts.download}: `),
    facts,
  );
  if (isShownAsImage(attachment.type) && attachment.size <= LARGEST_PREVIEW)
    void preview({ attachment, button, texts, fetchFile }, (open) => {
      act.press = open;
    });
  return button;
}

type Preview = { attachment: Attachment; button: HTMLElement; texts: ChatTexts; fetchFile: FetchFile };

/** Shows the picture in place of its name. `onReady` receives the new action of the button. */
async function preview(
  { attachment, button, texts, fetchFile }: Preview,
  onReady: (open: () => void) => void,
): Promise<void> {
  const blob = await fetchFile(attachment.id);
  if (blob === null) return;
  const url = URL.createObjectURL(blob);
  const image = element('img', { class: 'picture', alt: '', src: url });
  image.addEventListener('load', () => {
    button.classList.add('with-picture');
    button.replaceChildren(image);
    button.setAttribute('aria-label', `${texts.enlarge}: ${attachment.name}`);
    onReady(() => openLightbox(attachment.name, url, texts, () => void download(attachment, fetchFile)));
  });
}

async function download(attachment: Attachment, fetchFile: FetchFile): Promise<void> {
  const blob = await fetchFile(attachment.id);
  if (blob === null) return;
  const url = URL.createObjectURL(blob);
  element('a', { href: url, download: attachment.name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
