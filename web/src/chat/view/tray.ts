import type { Choice } from '../../shared/wire.ts';
import type { Thread } from '../chat-store.ts';
import type { ProgramTexts } from '../texts/chat-texts.ts';
import { element } from './element.ts';
import { keptAnswers } from './identification.ts';
import { type Rate, ratingOf } from './rating.ts';

export type TrayActions = { choose: (choice: Choice) => void; rate: Rate };

/** The content of the tray. Equal keys need no redraw. */
type Tray = { key: string; draw: () => Node[] };

const EMPTY: Tray = { key: 'empty', draw: () => [] };

export function drawTray(
  tray: HTMLElement,
  thread: Thread | undefined,
  isBusy: boolean,
  texts: ProgramTexts,
  now: number,
  actions: TrayActions,
): void {
  const { key, draw } = thread === undefined || isBusy ? EMPTY : trayOf(thread, texts, now, actions);
  if (tray.getAttribute('data-key') === key) return;
  tray.setAttribute('data-key', key);
  tray.replaceChildren(...draw());
}

function trayOf(thread: Thread, texts: ProgramTexts, now: number, { choose, rate }: TrayActions): Tray {
  const { conversation, messages } = thread;
  const choices = messages.findLast((message) => message.choices !== null)?.choices ?? null;
  if (choices === null) return EMPTY;
  if (conversation.stage === 'intake') {
    const kept = keptAnswers(conversation, texts);
    return {
      key: `categories ${conversation.id} ${kept.join(' ')}`,
      draw: () => [categories(choices, kept, texts, choose)],
    };
  }
  if (conversation.stage !== 'closed') return EMPTY;
  const rating = ratingOf(thread, (scale) => scale, texts, now, rate);
  if (rating === null) return { key: 'over', draw: () => [closed(texts)] };
  return { key: rating.key, draw: () => [rating.draw(), closed(texts)] };
}

function categories(
  choices: readonly Choice[],
  kept: readonly string[],
  texts: ProgramTexts,
  choose: TrayActions['choose'],
): HTMLElement {
  const buttons = choices.map((choice) =>
    element('button', { class: 'choice', type: 'button', onclick: () => choose(choice) }, choice.label),
  );
  const hints = kept.map((line) => element('p', { class: 'kept' }, line));
  return element('div', { class: 'choices', role: 'group', 'aria-label': texts.choices }, ...hints, ...buttons);
}

function closed(texts: ProgramTexts): HTMLElement {
  return element('p', { class: 'closed' }, texts.closed);
}
