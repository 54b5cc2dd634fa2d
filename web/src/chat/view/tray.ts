// Owns the buttons under the last message: categories, then the rating. Refuses to decide what happens on a press.
import type { Choice } from '../../shared/wire.ts';
import type { Thread } from '../chat-store.ts';
import type { ChatTexts } from '../texts/chat-texts.ts';
import { element } from './element.ts';
import { icon } from './icons.ts';

export type TrayActions = { choose: (choice: Choice) => void; rate: (score: number) => void };

/** What the tray shows; equal keys need no new drawing. */
type Tray = { key: string; draw: () => Node[] };

export function drawTray(
  tray: HTMLElement,
  thread: Thread | undefined,
  isBusy: boolean,
  texts: ChatTexts,
  now: number,
  actions: TrayActions,
): void {
  const { key, draw } = trayOf(thread, isBusy, texts, now, actions);
  if (tray.getAttribute('data-key') === key) return;
  tray.setAttribute('data-key', key);
  tray.replaceChildren(...draw());
}

function trayOf(
  thread: Thread | undefined,
  isBusy: boolean,
  texts: ChatTexts,
  now: number,
  actions: TrayActions,
): Tray {
  const choices = thread?.messages.findLast((message) => message.choices !== null)?.choices ?? null;
  if (thread === undefined || choices === null || isBusy) return { key: 'empty', draw: () => [] };
  const { id, stage, rating, ratingOpenUntil } = thread.conversation;
  if (stage === 'intake') return { key: `categories ${id}`, draw: () => [categories(choices, texts, actions)] };
  if (stage !== 'closed') return { key: 'empty', draw: () => [] };
  if (rating !== null) return { key: `rated ${rating}`, draw: () => [thanks(texts.rated(rating)), closed(texts)] };
  const isOpen = ratingOpenUntil !== null && now < Date.parse(ratingOpenUntil);
  if (!isOpen) return { key: 'over', draw: () => [closed(texts)] };
  return { key: `scores ${id}`, draw: () => [scores(choices, texts, actions), closed(texts)] };
}

function categories(choices: readonly Choice[], texts: ChatTexts, actions: TrayActions): HTMLElement {
  const buttons = choices.map((choice) =>
    element('button', { class: 'choice', type: 'button', onclick: () => actions.choose(choice) }, choice.label),
  );
  return element('div', { class: 'choices', role: 'group', 'aria-label': texts.choices }, ...buttons);
}

function scores(choices: readonly Choice[], texts: ChatTexts, actions: TrayActions): HTMLElement {
  const buttons = choices.map(({ choice, label }, place) => {
    const name = texts.scoreNames[place];
    const spoken = name === undefined ? label : `${label}, ${name}`;
    const press = () => actions.rate(Number(choice));
    return element('button', { class: 'score', type: 'button', 'aria-label': spoken, onclick: press }, label);
  });
  const [worst, , , , best] = texts.scoreNames;
  const ends = element(
    'p',
    { class: 'score-ends', 'aria-hidden': 'true' },
    element('span', {}, worst),
    element('span', {}, best),
  );
  return element('div', { class: 'scores', role: 'group', 'aria-label': texts.rating }, ...buttons, ends);
}

function thanks(text: string): HTMLElement {
  return element('p', { class: 'thanks', role: 'status' }, icon('star'), text);
}

function closed(texts: ChatTexts): HTMLElement {
  return element('p', { class: 'closed' }, texts.closed);
}
