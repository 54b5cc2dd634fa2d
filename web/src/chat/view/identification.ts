// The server, not the page, tells an INN from a contract number (CDEK-05).
import { shortened } from '../../shared/shortened.ts';
import type { Conversation } from '../../shared/wire.ts';
import { capitalised, type ProgramTexts } from '../texts/chat-texts.ts';
import { answersDialog, type Field, type Identify } from './answers-dialog.ts';
import { element } from './element.ts';
import { icon } from './icons.ts';

const LONGEST_SHOWN = 60;

type Known = Pick<Conversation, 'answers' | 'inn'>;

/** `Записали ИНН: 7707083893`, a line for each answer. CDEK-05 accepts any text, so the customer sees what was kept. */
export function keptAnswers({ answers, inn }: Known, texts: ProgramTexts): string[] {
  return answers.flatMap(({ question, value }) => {
    if (value === null) return [];
    const kind = texts.questions[question] ?? texts.numbers[value === inn ? 'inn' : 'contract-number'];
    return [texts.kept(kind ?? texts.anyNumber, shortened(value, LONGEST_SHOWN))];
  });
}

export function drawIdentification(
  place: HTMLElement,
  conversation: Conversation | undefined,
  texts: ProgramTexts,
  identify: Identify,
): void {
  const number = numberOf(conversation);
  const kept = conversation === undefined ? [] : keptAnswers(conversation, texts);
  const key = number === null ? '' : `number ${kept.join(' ')}`;
  if (place.getAttribute('data-key') === key) return;
  place.setAttribute('data-key', key);
  if (number === null || conversation === undefined) return place.replaceChildren();
  const one = number === '' ? texts.giveNumber : texts.correctNumber;
  const name = conversation.answers.length > 1 ? texts.correctAnswers : one;
  const spoken = [...kept, name].join('. ');
  const open = () => answersDialog(name, fieldsOf(conversation, texts), texts, identify);
  const shown = element('span', { class: 'number', dir: 'auto' }, shortened(number || name, LONGEST_SHOWN));
  const button = { class: 'identified', type: 'button', 'aria-label': spoken, title: name, onclick: open };
  place.replaceChildren(element('button', button, shown, icon('edit')));
}

/** The first answer that may be corrected: empty for a conversation without one, `null` when nothing can be corrected. */
function numberOf(conversation: Conversation | undefined): string | null {
  if (conversation?.may.includes('identify') !== true) return null;
  const first = conversation.answers.find(({ value }) => value !== null)?.value ?? null;
  // An intake asks for the answers in the dialogue itself.
  return first ?? (conversation.stage === 'intake' ? null : '');
}

function fieldsOf({ answers, inn }: Known, texts: ProgramTexts): Field[] {
  const [only] = answers;
  if (answers.length > 1) {
    return answers.map(({ question, value }) => {
      const number = texts.numbers[value === inn ? 'inn' : 'contract-number'] ?? texts.anyNumber;
      return { question, label: capitalised(texts.questions[question] ?? number), value: value ?? '' };
    });
  }
  const label = texts.questions[only?.question ?? ''] ?? texts.numbers['any'] ?? texts.anyNumber;
  return [{ question: null, label: capitalised(label), value: only?.value ?? '' }];
}
