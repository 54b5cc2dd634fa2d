// The server, not the page, tells an INN from a contract number (CDEK-05).
import type { Problem } from '../../shared/problem.ts';
import { shortened } from '../../shared/shortened.ts';
import type { Conversation } from '../../shared/wire.ts';
import { capitalised, type ProgramTexts } from '../texts/chat-texts.ts';
import { element, write } from './element.ts';
import { icon } from './icons.ts';

/** Asks the server to keep another number; `null` means success. */
export type Identify = (text: string) => Promise<Problem | null>;

const LONGEST_SHOWN = 60;
// The server accepts at most this many characters here.
const LONGEST = 200;

/** `Записали ИНН: 7707083893`, or nothing. CDEK-05 accepts any text, so the customer sees what was kept, and as what. */
export function keptNumber({ contractNumber, inn }: Conversation, texts: ProgramTexts): string {
  const kept = (kind: string, number: string) => texts.kept(texts.numbers[kind] ?? texts.anyNumber, number);
  if (inn !== null) return kept('inn', inn);
  return contractNumber === null ? '' : kept('contract-number', shortened(contractNumber, LONGEST_SHOWN));
}

export function drawIdentification(
  place: HTMLElement,
  conversation: Conversation | undefined,
  texts: ProgramTexts,
  identify: Identify,
): void {
  const number = numberOf(conversation);
  const key = number === null ? '' : `number ${number}`;
  if (place.getAttribute('data-key') === key) return;
  place.setAttribute('data-key', key);
  if (number === null || conversation === undefined) return place.replaceChildren();
  const name = number === '' ? texts.giveNumber : texts.correctNumber;
  const spoken = number === '' ? name : `${keptNumber(conversation, texts)}. ${name}`;
  const open = () => openDialog(number, name, texts, identify);
  const shown = element('span', { class: 'number', dir: 'auto' }, shortened(number || name, LONGEST_SHOWN));
  const button = { class: 'identified', type: 'button', 'aria-label': spoken, title: name, onclick: open };
  place.replaceChildren(element('button', button, shown, icon('edit')));
}

/** The number that may be corrected: empty for a conversation without one, `null` when nothing can be corrected. */
function numberOf(conversation: Conversation | undefined): string | null {
  if (conversation?.may.includes('identify') !== true) return null;
  // An intake asks for the number in the dialogue itself.
  return conversation.inn ?? conversation.contractNumber ?? (conversation.stage === 'intake' ? null : '');
}

function openDialog(number: string, name: string, texts: ProgramTexts, identify: Identify): void {
  const input = element('input', {
    id: 'number',
    type: 'text',
    maxlength: LONGEST,
    autocomplete: 'off',
    dir: 'auto',
    value: number.slice(0, LONGEST),
    'aria-describedby': 'number-problem',
  });
  const problem = element('p', { id: 'number-problem', class: 'note refused', role: 'alert' });
  const save = element('button', { class: 'small strong', type: 'submit' }, texts.saveNumber);
  const keep = element('button', { class: 'small', type: 'button', onclick: () => dialog.close() }, texts.keepNumber);
  const form = element(
    'form',
    {},
    element('h2', { id: 'number-title' }, name),
    element('label', { for: 'number' }, capitalised(texts.numbers['any'] ?? texts.anyNumber)),
    input,
    problem,
    element('p', { class: 'dialog-actions' }, keep, save),
  );
  const dialog = element('dialog', { class: 'dialog', 'aria-labelledby': 'number-title' }, form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (input.value.trim() === '') return write(problem, texts.numberMissing);
    save.disabled = true;
    void identify(input.value.trim()).then((refused) => {
      save.disabled = false;
      if (refused === null) dialog.close();
      else write(problem, texts.problems[refused.code] ?? texts.unknownProblem);
    });
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  input.select();
}
