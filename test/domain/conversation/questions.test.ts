// Any number of questions before the category, each with its own check; the earlier form is a list with one of them.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { firstStep, openingSays, takeIntakeInput } from '../../../domain/conversation/intake.ts';
import { casePolicy, type ConversationPolicy } from '../../../domain/conversation/policy.ts';
import {
  answerFrom,
  answersOf,
  answerSheet,
  checksOf,
  type GivenAnswer,
  type IntakeQuestion,
  nextQuestion,
  keptAnswers,
  questionNamed,
  questionsOf,
  withAnswer,
} from '../../../domain/conversation/questions.ts';
import { thePolicy } from '../../harness/builders.ts';

const earlier = thePolicy();
const PUPIL: IntakeQuestion = { id: 'pupil', prompt: 'which-pupil', check: { kind: 'pattern', pattern: 'P-\\d{3}' } };
const PAYER: IntakeQuestion = { id: 'payer', prompt: 'which-payer', check: { kind: 'inn-or-contract' } };
const WISH: IntakeQuestion = { id: 'wish', prompt: 'which-wish', check: { kind: 'none' } };
const { identification: _, ...rest } = earlier;
const asking = (...questions: IntakeQuestion[]): ConversationPolicy => ({ ...rest, questions });
const program = asking(PUPIL, PAYER, WISH);
const buttons = [{ text: 'category-prompt', choices: 'categories' }];
const NOTHING = { givenAnswers: null, contractNumber: null, inn: null };

describe('the questions of a policy', () => {
  const numbered = (identification: IntakeQuestion | null) => ({ version: '1', identification });

  test('are its list, or the one of the earlier form; older policies ask as all did', () => {
    expect(questionsOf(program)).toEqual([PUPIL, PAYER, WISH]);
    expect(questionsOf(numbered({ id: 'order', check: WISH.check }))).toEqual([{ id: 'order', check: WISH.check }]);
    expect(questionsOf({ version: '1' })).toEqual([{ id: 'contract-or-inn', check: { kind: 'inn-or-contract' } }]);
    expect([questionsOf(numbered(null)), questionsOf(asking())]).toEqual([[], []]);
    expect([checksOf(program), checksOf(asking())]).toEqual([[PUPIL.check, PAYER.check, WISH.check], [WISH.check]]);
  });

  test('travel with a case as they are written', () => {
    expect(casePolicy(program).questions).toEqual([PUPIL, PAYER, WISH]);
    expect('questions' in casePolicy(earlier)).toBe(false);
  });
});

describe('an intake with three questions', () => {
  const standing = { step: 'identification', answers: 0, wrongAnswers: 0 } as const;
  const take = (text: string, given: GivenAnswer[] = [], by = program) =>
    takeIntakeInput(by, { ...standing, given }, { kind: 'text', text });
  const pupil = { question: 'pupil', value: 'P-123', inn: false };
  const payer = { question: 'payer', value: '7707083893', inn: true };
  const wish = { question: 'wish', value: '7707083893', inn: false };

  test('begins with the first one, behind the greeting; without a text of its own the greeting asks it', () => {
    expect([firstStep(program), firstStep(asking())]).toEqual(['identification', 'category']);
    expect(openingSays(program)).toEqual([{ text: 'banner' }, { text: 'greeting' }, { text: 'which-pupil' }]);
    const { prompt: __, ...unsaid } = PUPIL;
    expect(openingSays(asking(unsaid, WISH))).toEqual([{ text: 'banner' }, { text: 'greeting' }]);
    expect(take('?', [], asking(unsaid))).toMatchObject({ says: [{ text: 'greeting' }] });
  });

  test('asks them in order, each until it is answered, and then shows the categories', () => {
    const step = 'identification';
    const continues = { kind: 'continue', step };
    expect(take('P-12')).toEqual({ ...continues, says: [{ text: 'which-pupil' }] });
    expect(take('P-123')).toEqual({ ...continues, says: [{ text: 'which-payer' }], answer: pupil });
    expect(take('7707083893', [pupil])).toEqual({ ...continues, says: [{ text: 'which-wish' }], answer: payer });
    const last = { kind: 'continue', step: 'category', says: buttons, answer: wish };
    expect(take('7707083893', [pupil, payer])).toEqual(last);
  });

  test('a number is an INN only in the answer to a question that asks for one', () => {
    expect([take('7707083893'), take('7707083893', [pupil, payer])]).toMatchObject([{}, { answer: { inn: false } }]);
  });

  test('a category can be chosen when all are answered, also where a new version has taken the rest away', () => {
    const choose = (given: GivenAnswer[], by = program) =>
      takeIntakeInput(by, { ...standing, given }, { kind: 'choice', choice: 'order' });
    expect(choose([pupil, payer])).toMatchObject({ code: 'choice-not-offered' });
    expect(choose([pupil], asking(PUPIL))).toMatchObject({ kind: 'chosen' });
    expect(take('hello', [pupil], asking(PUPIL))).toEqual({ kind: 'continue', step: 'category', says: buttons });
  });

  test('wrong answers and messages are counted apart', () => {
    const intake = { fallbackCategory: 'other', answers: 9, wrongAnswers: 2, after: 'PT10M', abandonedAfter: 'PT1H' };
    const counting = { ...program, intake };
    const after = (answers: number, wrongAnswers: number) =>
      ['wrong', 'P-123'].map((text) => {
        const counted = { ...standing, answers, wrongAnswers, given: [] };
        const result = takeIntakeInput(counting, counted, { kind: 'text', text });
        return 'kind' in result ? result.kind : result.code;
      });
    expect(after(5, 0)).toEqual(['continue', 'continue']);
    expect(after(5, 1)).toEqual(['assumed', 'continue']);
    expect(after(8, 0)).toEqual(['assumed', 'assumed']);
  });

  test('whatever is written, it ends with all answered or is asked again', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('P-123', '7707083893', 'x', ''), { maxLength: 12 }), (texts) => {
        let given: GivenAnswer[] = [];
        for (const text of texts) {
          const before = nextQuestion(program, given);
          if (before === null) return;
          const result = take(text, given, { ...program, intake: null });
          if (!('says' in result)) throw new Error('it must go on');
          if (result.answer !== undefined) given = withAnswer(given, result.answer);
          expect(result.step).toBe(nextQuestion(program, given) === null ? 'category' : 'identification');
        }
      }),
    );
  });
});

describe('the answers that are kept', () => {
  const one = (question: string, value: string, inn = false) => ({ question, value, inn });

  test('have the two numbers of lists: the first INN, and the first other answer', () => {
    expect(keptAnswers([])).toEqual(NOTHING);
    const given = [one('a', 'x'), one('b', '1', true), one('c', 'y'), one('d', '2', true)];
    expect(keptAnswers(given)).toEqual({ givenAnswers: given, contractNumber: 'x', inn: '1' });
  });

  test('another answer to the same question takes the place of the first', () => {
    const given = withAnswer(withAnswer([one('a', 'x')], one('b', 'y')), one('a', 'z'));
    expect(given).toEqual([one('a', 'z'), one('b', 'y')]);
  });

  test('of an earlier conversation are its number, as the answer to the one question', () => {
    const inn = { ...NOTHING, inn: '7707083893' };
    expect(answersOf(earlier, inn)).toEqual([one('contract-or-inn', '7707083893', true)]);
    expect(answersOf(earlier, { ...NOTHING, contractNumber: 'x' })).toEqual([one('contract-or-inn', 'x')]);
    expect(answersOf(program, inn)).toEqual([one('number', '7707083893', true)]);
    expect(answersOf(earlier, NOTHING)).toEqual([]);
    expect(answersOf(earlier, { ...inn, givenAnswers: [] })).toEqual([]);
  });

  test('are shown beside their questions; a question that is gone comes last', () => {
    const givenAnswers = [one('gone', 'old'), one('payer', '5', true)];
    expect(answerSheet(program, { ...NOTHING, givenAnswers })).toEqual([
      { question: 'pupil', value: null },
      { question: 'payer', value: '5' },
      { question: 'wish', value: null },
      { question: 'gone', value: 'old' },
    ]);
    expect(answerSheet(asking(), NOTHING)).toEqual([]);
  });

  test('a long one is shortened, except in the earlier form; the message is whole', () => {
    const long = `${'x'.repeat(999)}😀y`;
    expect(answerFrom(program, WISH, long)?.value).toBe(`${'x'.repeat(999)}😀`);
    expect(answerFrom(earlier, WISH, long)?.value).toBe(long);
  });
});

describe('the answer that a correction means', () => {
  test('is named, unless there is only one question', () => {
    expect(questionNamed(program, [], 'payer')).toEqual(PAYER);
    expect(questionNamed(asking(WISH), [], undefined)).toEqual(WISH);
    expect([questionNamed(program, [], undefined), questionNamed(program, [], 'no-such')]).toEqual([null, null]);
  });

  test('may be a number that was not asked for, or one that is asked for no more: each takes any text', () => {
    expect(questionNamed(asking(), [], undefined)).toEqual({ id: 'number', check: { kind: 'none' } });
    const given = [{ question: 'gone', value: 'old', inn: false }];
    expect(questionNamed(program, given, 'gone')).toEqual({ id: 'gone', check: { kind: 'none' } });
  });
});
