// CDEK-01, CDEK-04, CDEK-06 to CDEK-09: the intake dialogue, every step with every input.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  beginRequest,
  categorySay,
  firstStep,
  type IntakeInput,
  type IntakeStep,
  openingSays,
  takeIntakeInput,
} from '../../../domain/conversation/intake.ts';
import { categoryPolicy, type ConversationPolicy } from '../../../domain/conversation/policy.ts';
import type { IntakeQuestion } from '../../../domain/conversation/questions.ts';
import { moscow, thePolicy } from '../../harness/builders.ts';

const policy = thePolicy();
const buttons = [{ text: 'category-prompt', choices: 'categories' }];
const text = (words: string): IntakeInput => ({ kind: 'text', text: words });
const choice = (chosen: string): IntakeInput => ({ kind: 'choice', choice: chosen });
const attachment: IntakeInput = { kind: 'attachment', caption: '' };
const blank = { answers: 0, wrongAnswers: 0, given: [] };
const take = (step: IntakeStep, input: IntakeInput, answers = 0) =>
  takeIntakeInput(policy, { ...blank, step, answers }, input);
const answer = (value: string, inn = false) => ({ question: 'contract-or-inn', value, inn });

describe('the opening', () => {
  test('CDEK-01 CDEK-04 the banner and the question are two messages, in this order', () => {
    expect(openingSays(policy)).toEqual([{ text: 'banner' }, { text: 'greeting' }]);
  });

  test('CDEK-06 the prompt carries the category buttons', () => {
    expect([categorySay(policy)]).toEqual(buttons);
  });
});

describe('a program that asks for another number, or for none', () => {
  const asking = (identification: IntakeQuestion | null): ConversationPolicy => ({ ...policy, identification });
  const standing = { ...blank, step: 'identification' } as const;

  test('a ten-digit number is no INN', () => {
    const program = asking({ id: 'order', check: { kind: 'none' } });
    const number = { question: 'order', value: '7707083893', inn: false };
    expect(takeIntakeInput(program, standing, text('7707083893'))).toMatchObject({ answer: number });
  });

  test('a number that does not fit the pattern is asked for again, until the bot has asked often enough', () => {
    const program = asking({ id: 'order', check: { kind: 'pattern', pattern: '\\d{4}' } });
    const again = { kind: 'continue', step: 'identification', says: [{ text: 'greeting' }] };
    expect(takeIntakeInput(program, standing, text('12345'))).toEqual(again);
    expect(takeIntakeInput(program, standing, text('1234'))).toMatchObject({ step: 'category', says: buttons });
    expect(takeIntakeInput(program, { ...standing, answers: 2 }, text('12345'))).toEqual({ kind: 'assumed' });
  });

  test('without a question the categories come with the greeting, and a text identifies no customer', () => {
    const program = asking(null);
    expect([firstStep(program), firstStep(policy)]).toEqual(['category', 'identification']);
    expect(openingSays(program)).toEqual([{ text: 'banner' }, { text: 'greeting' }, ...buttons]);
    const answer = takeIntakeInput(program, { ...blank, step: firstStep(program) }, text('7707083893'));
    expect(answer).toEqual({ kind: 'continue', step: 'category', says: buttons });
  });
});

describe('while the number is awaited', () => {
  test.each([
    ['a contract number', 'IM-12345', answer('IM-12345')],
    ['an INN', '7707083893', answer('7707083893', true)],
    ['the word for a category', 'order', answer('order')],
  ])('CDEK-05 %s identifies and brings the buttons', (_, words, given) => {
    expect(take('identification', text(words))).toEqual({
      kind: 'continue',
      step: 'category',
      says: buttons,
      answer: given,
    });
  });

  test('CDEK-21 an attachment is kept and the question comes again, without the banner', () => {
    expect(take('identification', attachment)).toEqual({
      kind: 'continue',
      step: 'identification',
      says: [{ text: 'greeting' }],
    });
  });

  test('CDEK-05 what is written beside a file identifies as a text does', () => {
    expect(take('identification', { kind: 'attachment', caption: 'ИНН 7707083893' })).toEqual(
      take('identification', text('ИНН 7707083893')),
    );
  });

  test.each(['order', 'settlements', 'account', 'other'])(
    'CDEK-06 the choice %s is not on the screen yet',
    (chosen) => {
      expect(take('identification', choice(chosen))).toMatchObject({ code: 'choice-not-offered' });
    },
  );
});

describe('while the category is awaited', () => {
  test.each([['order'], ['7707083893'], [''], ['x'.repeat(20_000)], ['вопрос по заявке/заказу']])(
    'CDEK-06 a text is kept, identifies no customer, and the buttons come again',
    (words) => {
      expect(take('category', text(words))).toEqual({ kind: 'continue', step: 'category', says: buttons });
    },
  );

  test('CDEK-06 so does an attachment', () => {
    expect(take('category', attachment)).toEqual({ kind: 'continue', step: 'category', says: buttons });
  });

  // CDEK-03, CDEK-08
  test.each([
    ['order', 'klo'],
    ['settlements', 'settlements'],
    ['account', 'support'],
    ['other', 'support'],
  ])('CDEK-08 the choice %s leads to the queue %s', (chosen, queue) => {
    expect(take('category', choice(chosen))).toMatchObject({ kind: 'chosen', category: { category: chosen, queue } });
  });
});

describe('CDEK-06 with the third message without a choice', () => {
  test.each<[string, IntakeStep, IntakeInput, object]>([
    ['a text', 'category', text('алло'), { kind: 'assumed' }],
    ['a file', 'category', attachment, { kind: 'assumed' }],
    ['a file instead of the number', 'identification', attachment, { kind: 'assumed' }],
    [
      'the number itself',
      'identification',
      text('7707083893'),
      { kind: 'assumed', answer: answer('7707083893', true) },
    ],
  ])('%s: the category is assumed, what identifies is kept', (_, step, input, outcome) => {
    expect(take(step, input, 2)).toEqual(outcome);
  });

  test('the second is answered as the first is', () => {
    for (const step of ['identification', 'category'] as const) {
      expect(take(step, text('алло'), 1)).toEqual(take(step, text('алло')));
    }
  });

  test('a choice still counts, and one that is not on the screen is still refused', () => {
    expect(take('category', choice('order'), 2)).toMatchObject({ kind: 'chosen', category: { category: 'order' } });
    expect(take('identification', choice('order'), 2)).toMatchObject({ code: 'choice-not-offered' });
  });

  test('a program that assumes none asks for ever', () => {
    const patient = { ...policy, intake: null };
    expect(
      takeIntakeInput(patient, { ...blank, step: 'category', answers: 99, wrongAnswers: 99 }, text('алло')),
    ).toEqual({
      ...{ kind: 'continue', step: 'category', says: buttons },
    });
  });
});

test.each(['identification', 'category'] as const)('in the step %s no made-up choice is accepted', (step) => {
  const known = ['order', 'settlements', 'account', 'other'];
  const madeUp = fc.oneof(
    fc.string(),
    fc.constantFrom('Order', 'order ', '1', 'klo', '__proto__', 'constructor', 'toString', 'вопрос по заявке/заказу'),
  );
  fc.assert(
    fc.property(
      madeUp.filter((chosen) => !known.includes(chosen)),
      (chosen) => {
        expect(take(step, choice(chosen))).toMatchObject({ code: 'choice-unknown' });
      },
    ),
  );
});

describe('the request begins', () => {
  const at = moscow('2031-03-03 10:00:15');
  const begin = (chosen: string) => {
    const category = categoryPolicy(policy, chosen);
    if (category === undefined) throw new Error(`no category ${chosen}`);
    return beginRequest(policy, category, at);
  };

  test.each([
    ['order', 'klo', 'klo'],
    ['settlements', 'settlements', 'director'],
    ['account', 'support', 'support'],
    ['other', 'support', 'support'],
  ])('CDEK-08 CDEK-09 %s: queue %s waits and everybody of %s is told', (chosen, queue, role) => {
    const move = begin(chosen);
    expect(move.state).toEqual({
      version: 1,
      movedAt: at,
      stage: 'waiting',
      category: chosen,
      queue,
      visitedQueues: [queue],
      ladderRun: 1,
      waitingSince: at,
      stepsTaken: 0,
      lastStepAt: null,
      addressedRoles: [role],
      overdue: false,
      assignee: null,
      closedAt: null,
      disposition: null,
      dispositionNoteId: null,
    });
    expect(move.notifies).toEqual([{ kind: 'new', roles: [role] }]);
    expect(move.entersQueue).toBe(queue);
  });

  test('CDEK-07 the customer is answered with one text, and the choice is in the timeline', () => {
    const move = begin('order');
    expect(move.at).toBe(at);
    expect(move.says).toEqual([{ text: 'acknowledgement' }]);
    expect(move.entries).toEqual([
      { at, what: 'category-chosen', by: 'customer', rule: 'CDEK-06', details: { category: 'order' } },
    ]);
  });

  test('CDEK-16 both times count from the choice', () => {
    expect(begin('order').next.map((step) => step.at)).toEqual([
      moscow('2031-03-03 10:10:15'),
      moscow('2031-03-03 10:30:15'),
      moscow('2031-03-04 09:00'),
    ]);
  });
});
