import { draftAt } from '../../shared/draft.ts';
import { acceptedFiles, type FileRules } from '../../shared/file-rules.ts';
import type { ChatTexts } from '../texts/chat-text-shape.ts';
import { element, write } from './element.ts';
import { icon } from './icons.ts';

export type ComposerOptions = {
  texts: ChatTexts;
  longest: number;
  draftKey: string;
  rules: FileRules;
  /** Whether files wait for the press on “send”. The text is then their caption and may be empty. */
  hasFiles: () => boolean;
  /** The id is the same when another tab sends the same draft. */
  onText: (text: string, id: string) => void;
  onFiles: (files: File[]) => void;
};

export type Composer = {
  form: HTMLElement;
  /** Chosen files are drawn here. */
  chosen: HTMLElement;
  focus: () => void;
  insert: (text: string) => void;
  /** Checks again what may be sent. */
  measure: () => void;
};

// From this share of the limit, the page shows how many characters are left.
const NEAR_THE_LIMIT = 0.9;

export function buildComposer(options: ComposerOptions): Composer {
  const { texts, longest } = options;
  const draft = draftAt(options.draftKey);
  const input = element('textarea', {
    id: 'message',
    rows: 1,
    placeholder: texts.placeholder,
    'aria-describedby': 'left',
    enterkeyhint: 'send',
    dir: 'auto',
  });
  const left = element('p', { id: 'left', class: 'left', role: 'status' });
  const send = element('button', { class: 'send', type: 'submit', 'aria-label': texts.send }, icon('send'));
  const files = element('input', { type: 'file', accept: acceptedFiles(options.rules), multiple: true, hidden: true });
  const attach = texts.attach(options.rules.kinds.join(', '));
  const clip = element(
    'button',
    { class: 'attach', type: 'button', 'aria-label': attach, title: attach, onclick: () => files.click() },
    icon('clip'),
  );
  const label = element('label', { for: 'message', class: 'unseen' }, texts.message);

  const chosen = element('ul', { class: 'chosen-files', hidden: true, 'aria-label': texts.chosen });
  const canSend = () => (input.value.trim() !== '' || options.hasFiles()) && [...input.value].length <= longest;
  const measure = () => {
    const length = [...input.value].length;
    const isNear = length > longest * NEAR_THE_LIMIT;
    write(left, length > longest ? texts.tooLong(length - longest) : isNear ? texts.left(longest - length) : '');
    left.classList.toggle('refused', length > longest);
    send.disabled = !canSend();
    input.placeholder = options.hasFiles() ? texts.captionPlaceholder : texts.placeholder;
    grow(input);
  };
  const changed = () => {
    draft.write(input.value);
    measure();
  };
  const show = (text: string) => {
    input.value = text;
    measure();
  };
  const submit = () => {
    const text = input.value;
    if (!canSend()) return;
    const id = draft.id();
    input.value = '';
    draft.write('');
    options.onText(text.trim() === '' ? '' : text, id);
    measure();
    input.focus();
  };
  const form = element(
    'form',
    { class: 'composer' },
    chosen,
    label,
    clip,
    files,
    element('div', { class: 'field' }, input, left),
    send,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  input.addEventListener('input', changed);
  input.addEventListener('keydown', (event) => {
    // On a touch keyboard Enter is a new line, because there is no Shift+Enter.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || isTouch()) return;
    event.preventDefault();
    submit();
  });
  files.addEventListener('change', () => {
    options.onFiles([...(files.files ?? [])]);
    files.value = '';
  });
  input.addEventListener('paste', (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length === 0) return;
    event.preventDefault();
    options.onFiles(pasted);
  });
  const insert = (text: string) => {
    input.value = input.value === '' ? text : `${text}\n${input.value}`;
    changed();
    input.focus();
  };
  input.value = draft.text();
  draft.follow(show);
  // The height can be measured only after the form is in the page.
  requestAnimationFrame(measure);
  return { form, chosen, focus: () => input.focus(), insert, measure };
}

/** True where focusing a field would open a keyboard over half of the page. */
export function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

function grow(input: HTMLTextAreaElement): void {
  input.style.height = 'auto';
  input.style.height = `${input.scrollHeight}px`;
}

/** Takes files dropped anywhere on the page, and shows a hint while they hover. */
export function takeDrops(target: HTMLElement, hint: string, onFiles: (files: File[]) => void): void {
  const sign = element('p', { class: 'drop-sign', hidden: true }, hint);
  target.append(sign);
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
  target.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    sign.hidden = false;
  });
  target.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) sign.hidden = true;
  });
  target.addEventListener('drop', (event) => {
    sign.hidden = true;
    if (!hasFiles(event)) return;
    event.preventDefault();
    onFiles([...(event.dataTransfer?.files ?? [])]);
  });
}
