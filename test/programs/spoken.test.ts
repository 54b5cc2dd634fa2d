// CDEK-06, CDEK-07, CDEK-17, CDEK-19: the bot's messages after a move, in order, with buttons and the absence reply.
import { describe, expect, test } from '@jest/globals';
import { type Absence, replyOnEntering } from '../../domain/conversation/absence.ts';
import { beginRequest, categorySay, openingSays } from '../../domain/conversation/intake.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import { categoryPolicy } from '../../domain/conversation/policy.ts';
import type { Move } from '../../domain/conversation/state.ts';
import { botMessage, spokenBy } from '../../programs/spoken.ts';
import { assigned, aWaitingState, moscow, staff, thePolicy } from '../harness/builders.ts';
import { cdek, texts } from '../harness/programs.ts';

const policy = thePolicy();
const holiday: Absence = {
  from: '2031-03-03',
  until: '2031-03-09',
  substituteName: 'Юлией',
  substitutePhone: '200-00-00',
};
const AWAY =
  'нахожусь в отпуске с 03.03.2031 по 09.03.2031, по вопросам взаиморасчетов свяжитесь, пожалуйста, с Юлией по тел. 200-00-00';
const by = staff('klo-1');

function begun(chosen: string, at = moscow('2031-03-03 10:00')) {
  const category = categoryPolicy(policy, chosen);
  if (category === undefined) throw new Error(`no category ${chosen}`);
  return beginRequest(policy, category, at);
}

const spoken = (move: Move, absence: Absence | null) => spokenBy(cdek, move, replyOnEntering(policy, move, absence));
const said = (move: Move, absence: Absence | null) => spoken(move, absence).messages.map(({ text }) => text);

test('CDEK-01 CDEK-04 banner and question are messages of their own, without buttons', () => {
  const messages = openingSays(policy).map((say) => botMessage(cdek, say));
  expect(messages.map(({ text, choices }) => [text, choices])).toEqual([
    [texts.banner, null],
    [texts.greeting, null],
  ]);
});

test('CDEK-03 CDEK-06 the prompt shows the four categories with the document’s labels', () => {
  expect(botMessage(cdek, categorySay(policy)).choices).toEqual([
    { choice: 'order', label: 'вопрос по заявке/заказу' },
    { choice: 'settlements', label: 'вопрос по взаиморасчётам' },
    { choice: 'account', label: 'вопрос по личному кабинету' },
    { choice: 'other', label: 'другое' },
  ]);
});

test('CDEK-17 the rating prompt shows the scores 1 to 5', () => {
  const close = { kind: 'close', by, disposition: 'waybill', noteId: null } as const;
  const move = moveOfCommand(policy, assigned(aWaitingState(), 'klo-1'), close, moscow('2031-03-03 11:00'));
  if (move === null) throw new Error('it was not closed');
  const [message] = spokenBy(cdek, move, null).messages;
  expect(message?.text).toBe(texts['rating-prompt']);
  expect(message?.choices).toEqual(['1', '2', '3', '4', '5'].map((score) => ({ choice: score, label: score })));
});

describe('CDEK-19 while the director is away', () => {
  test('the reply follows the CDEK-07 text as a message of its own, and is in the timeline', () => {
    const move = begun('settlements');
    expect(said(move, holiday)).toEqual([texts.acknowledgement, AWAY]);
    expect(spoken(move, holiday).entries).toEqual([
      { at: move.at, what: 'absence-reply-sent', by: 'careline', rule: 'CDEK-19' },
    ]);
  });

  test('the ladder runs on', () => {
    expect(begun('settlements').next.map(({ what }) => what)).toEqual(['no-answer-text', 'announcement-at-opening']);
  });

  test('a request released in the queue gets no second one', () => {
    const held = assigned(begun('settlements').state, 'director');
    const release = { kind: 'release', by: staff('director') } as const;
    const move = moveOfCommand(policy, held, release, moscow('2031-03-03 11:00'));
    if (move === null) throw new Error('it was not released');
    expect(said(move, holiday)).toEqual([]);
  });

  test('no reply before, after, without one set, or in another queue', () => {
    expect(said(begun('settlements', moscow('2031-03-02 23:59:59.999')), holiday)).toEqual([texts.acknowledgement]);
    expect(said(begun('settlements', moscow('2031-03-10 00:00')), holiday)).toEqual([texts.acknowledgement]);
    expect(said(begun('settlements'), null)).toEqual([texts.acknowledgement]);
    for (const other of ['order', 'account', 'other']) {
      expect(said(begun(other), holiday)).toEqual([texts.acknowledgement]);
      expect(spoken(begun(other), holiday).entries).toEqual([]);
    }
  });

  test('a request transferred to settlements gets the reply, and nothing else', () => {
    const transfer = { kind: 'transfer', by, category: 'settlements', noteId: null } as const;
    const move = moveOfCommand(policy, assigned(aWaitingState(), 'klo-1'), transfer, moscow('2031-03-03 11:00'));
    if (move === null) throw new Error('it was not transferred');
    expect(said(move, holiday)).toEqual([AWAY]);
  });
});
