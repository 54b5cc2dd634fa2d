// The rating of one closed conversation (CDEK-17). It can still be given after the customer opened a new one.
import type { Thread } from '../chat-store.ts';
import type { ChatTexts } from '../texts/chat-text-shape.ts';
import { element } from './element.ts';
import { icon } from './icons.ts';

export type Rate = (conversationId: string, score: number) => void;

/** How a rating is shown. Equal keys need no redraw; `null` shows nothing. */
export type Rating = { key: string; draw: () => HTMLElement } | null;

export function ratingOf(
  { conversation, messages }: Thread,
  named: (scale: string) => string,
  texts: ChatTexts,
  now: number,
  rate: Rate,
): Rating {
  const { id, stage, rating, ratingOpenUntil } = conversation;
  if (stage !== 'closed') return null;
  const choices = messages.findLast((message) => message.choices !== null)?.choices ?? null;
  const [least, most] = [choices?.[0]?.label ?? '', choices?.at(-1)?.label ?? ''];
  if (rating !== null) return { key: `rated ${rating}`, draw: () => thanks(texts.rated(rating, most)) };
  const isOpen = ratingOpenUntil !== null && now < Date.parse(ratingOpenUntil);
  if (!isOpen || choices === null) return null;
  return { key: `scores ${id}`, draw: () => scores() };

  function scores(): HTMLElement {
    const buttons = (choices ?? []).map(({ choice, label }, place) => {
      const word = choices?.length === texts.scoreNames.length ? texts.scoreNames[place] : undefined;
      const spoken = word === undefined ? label : `${label}, ${word}`;
      const press = () => rate(id, Number(choice));
      return element('button', { class: 'score', type: 'button', 'aria-label': spoken, onclick: press }, label);
    });
    const [worst = '', , , , best = ''] = texts.scoreNames;
    const ends = element(
      'p',
      { class: 'score-ends', 'aria-hidden': 'true' },
      element('span', {}, worst),
      element('span', {}, best),
    );
    const name = named(texts.rating(least, most));
    return element('div', { class: 'scores', role: 'group', 'aria-label': name }, ...buttons, ends);
  }
}

function thanks(text: string): HTMLElement {
  return element('p', { class: 'thanks', role: 'status' }, icon('star'), text);
}
