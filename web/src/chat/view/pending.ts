import type { Pending } from '../../shared/outbox.ts';
import type { ChatTexts } from '../texts/chat-text-shape.ts';
import type { Upload } from '../../shared/uploads.ts';
import { paragraph } from './bubble.ts';
import { element, keepChildren, write } from './element.ts';
import { icon } from './icons.ts';

export type PendingActions = {
  retry: (clientMessageId: string) => void;
  takeBack: (pending: Pending) => void;
  retryUpload: (id: string) => void;
  dropUpload: (id: string) => void;
};

export function drawPending(
  list: HTMLElement,
  items: readonly Pending[],
  uploads: readonly Upload[],
  texts: ChatTexts,
  actions: PendingActions,
): void {
  list.hidden = items.length + uploads.length === 0;
  keepChildren(list, [
    ...items.map((item) => ({
      key: `${item.clientMessageId} ${item.state} ${item.problem?.code ?? ''}`,
      make: () => message(item, texts, actions),
    })),
    ...uploads.map((upload) => ({
      key: `${upload.id} ${upload.problem?.code ?? ''}`,
      make: () => uploadRow(upload, texts, actions),
      update: (made: HTMLElement) => showProgress(made, upload, texts),
    })),
  ]);
}

function message(item: Pending, texts: ChatTexts, actions: PendingActions): HTMLElement {
  const body = element('div', { class: 'bubble' }, paragraph(item.label));
  if (item.state !== 'refused') return row(body, note(item.state === 'sending' ? texts.sending : texts.waiting));
  const retry = () => actions.retry(item.clientMessageId);
  const back = () => actions.takeBack(item);
  return row(body, refused(item.problem?.code, texts), buttons([texts.retry, retry], [texts.takeBack, back]));
}

function uploadRow(upload: Upload, texts: ChatTexts, actions: PendingActions): HTMLElement {
  const name = element('p', { class: 'file' }, icon('file'), element('bdi', { class: 'file-name' }, upload.file.name));
  const words = upload.caption === '' ? null : paragraph(upload.caption);
  const body = element('div', { class: 'bubble' }, words, name);
  if (upload.problem === null) {
    body.append(element('progress', { max: 100, 'aria-label': upload.file.name }));
    return row(body, note(''));
  }
  const retry = () => actions.retryUpload(upload.id);
  const drop = () => actions.dropUpload(upload.id);
  // A final refusal is not shown here: it is named beside the text field.
  return row(body, refused(upload.problem.code, texts), buttons([texts.retry, retry], [texts.drop, drop]));
}

function showProgress(made: HTMLElement, upload: Upload, texts: ChatTexts): void {
  if (upload.problem !== null) return;
  const percent = Math.round(upload.share * 100);
  made.querySelector('progress')?.setAttribute('value', `${percent}`);
  const said = made.querySelector<HTMLElement>('.note');
  if (said !== null) write(said, texts.uploading(percent));
}

function row(...children: HTMLElement[]): HTMLElement {
  return element('li', { class: 'message from-customer' }, element('div', { class: 'column' }, ...children));
}

function note(text: string): HTMLElement {
  return element('p', { class: 'note' }, text);
}

function refused(code: string | undefined, texts: ChatTexts): HTMLElement {
  const reason = texts.problems[code ?? ''] ?? texts.unknownProblem;
  return element('p', { class: 'note refused' }, icon('warn'), `${texts.notSent}. ${reason}`);
}

function buttons(...all: [string, () => void][]): HTMLElement {
  const made = all.map(([label, act]) => element('button', { class: 'small', type: 'button', onclick: act }, label));
  return element('p', { class: 'note-actions' }, ...made);
}
