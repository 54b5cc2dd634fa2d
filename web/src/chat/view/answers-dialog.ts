import type { Problem } from '../../shared/problem.ts';
import type { ProgramTexts } from '../texts/chat-texts.ts';
import { element, write } from './element.ts';

/** Asks the server to keep other answers; without a question it is the only one. `null` means success. */
export type Identify = (answers: readonly { question?: string; text: string }[]) => Promise<Problem | null>;

/** `question`: `null` where the program has only one. */
export type Field = { question: string | null; label: string; value: string };

// The server accepts at most this many characters here.
const LONGEST = 200;

/** Opens the correction of what the customer has answered. */
export function answersDialog(title: string, fields: readonly Field[], texts: ProgramTexts, identify: Identify): void {
  const isSingle = fields.length === 1;
  const rows = fields.map((field, place) => ({ ...field, ...row(field, place) }));
  const problem = element('p', { id: 'number-problem', class: 'note refused', role: 'alert' });
  const saves = isSingle ? texts.saveNumber : texts.saveAnswers;
  const save = element('button', { class: 'small strong', type: 'submit' }, saves);
  const keeps = isSingle ? texts.keepNumber : texts.keepAnswers;
  const keep = element('button', { class: 'small', type: 'button', onclick: () => dialog.close() }, keeps);
  const form = element(
    'form',
    {},
    element('h2', { id: 'number-title' }, title),
    ...rows.flatMap(({ labelled, input }) => [labelled, input]),
    problem,
    element('p', { class: 'dialog-actions' }, keep, save),
  );
  const dialog = element('dialog', { class: 'dialog', 'aria-labelledby': 'number-title' }, form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const emptied = rows.find(({ input, value }) => input.value.trim() === '' && (isSingle || value !== ''));
    if (emptied !== undefined) {
      write(problem, isSingle ? texts.numberMissing : texts.answerMissing);
      return emptied.input.focus();
    }
    save.disabled = true;
    void identify(rows.flatMap((one) => changedIn(one, isSingle))).then((refused) => {
      save.disabled = false;
      if (refused === null) dialog.close();
      else write(problem, texts.problems[refused.code] ?? texts.unknownProblem);
    });
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  rows[0]?.input.select();
}

function row({ label, value }: Field, place: number) {
  const id = place === 0 ? 'number' : `number-${place}`;
  const input = element('input', {
    id,
    type: 'text',
    maxlength: LONGEST,
    autocomplete: 'off',
    dir: 'auto',
    value: value.slice(0, LONGEST),
    'aria-describedby': 'number-problem',
  });
  return { labelled: element('label', { for: id }, label), input };
}

/** The only answer is always sent; of several those that were changed. */
function changedIn({ question, value, input }: Field & { input: HTMLInputElement }, isSingle: boolean) {
  const text = input.value.trim();
  if (!isSingle && text === value.slice(0, LONGEST).trim()) return [];
  return [{ ...(question === null ? {} : { question }), text }];
}
