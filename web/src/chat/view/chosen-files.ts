import { acceptedIn, fileSize, isShownAsImage } from '../../shared/file-rules.ts';
import type { Chosen, RefusedFile, UploadsState } from '../../shared/uploads.ts';
import type { ChatTexts } from '../texts/chat-texts.ts';
import { element, keepChildren } from './element.ts';
import { icon } from './icons.ts';

export type ChosenActions = { unchoose: (id: string) => void; forgetRefused: () => void };

export function drawChosen(
  place: HTMLElement,
  { chosen, refused }: UploadsState,
  texts: ChatTexts,
  { unchoose, forgetRefused }: ChosenActions,
): void {
  place.hidden = chosen.length + refused.length === 0;
  keepChildren(place, [
    ...chosen.map((one) => ({ key: one.id, make: () => chosenRow(one, texts, () => unchoose(one.id)) })),
    ...refused.map((one) => ({ key: one.id, make: () => refusedRow(one, texts, forgetRefused) })),
  ]);
}

function chosenRow({ file }: Chosen, texts: ChatTexts, remove: () => void): HTMLElement {
  const facts = element(
    'span',
    { class: 'file-facts' },
    element('bdi', { class: 'file-name' }, file.name),
    element('span', { class: 'file-size' }, fileSize(file.size, texts.locale)),
  );
  return element('li', { class: 'chosen' }, thumbnail(file), facts, removal(`${texts.drop}: ${file.name}`, remove));
}

function thumbnail(file: File): Node {
  if (!isShownAsImage(file.type)) return icon('file');
  const image = element('img', { class: 'thumbnail', alt: '', src: URL.createObjectURL(file) });
  const release = () => URL.revokeObjectURL(image.src);
  image.addEventListener('load', release);
  image.addEventListener('error', () => {
    release();
    image.replaceWith(icon('file'));
  });
  return image;
}

function refusedRow({ name, problem }: RefusedFile, texts: ChatTexts, forget: () => void): HTMLElement {
  const reason = texts.problems[problem.code] ?? texts.unknownProblem;
  const accepted = problem.code === 'attachment-type-refused' ? ` ${texts.accepted(acceptedIn(problem))}` : '';
  const said = element('p', { class: 'refused', role: 'alert' }, element('bdi', {}, name), ` – ${reason}${accepted}`);
  return element('li', { class: 'chosen' }, icon('warn'), said, removal(texts.dismiss, forget));
}

function removal(label: string, act: () => void): HTMLElement {
  return element(
    'button',
    { class: 'remove', type: 'button', 'aria-label': label, title: label, onclick: act },
    icon('cross'),
  );
}
