// The steps of packages in a document: what is sent, and when the last chance ends. Each check is red once.
import { describe, expect, test } from '@jest/globals';
import { type Any, wrong } from './wrong-documents.ts';

const AT = '/program/servicePackage';

describe('an SMS', () => {
  test('may be left out, and so may the call after a cancellation', () => {
    const change = ({ program, texts }: Any) => {
      const { sms, chase, validity } = program.servicePackage;
      for (const name of Object.keys(sms)) delete sms[name];
      delete chase.finalCallDaysAfter;
      delete validity.calls[0].text;
      for (const text of ['pay-here', 'pay-code', 'not-reached', 'cancelled-unpaid', 'lesson-counted', 'lessons-left'])
        delete texts.en.texts[text];
    };
    expect(wrong('lessons', change).problems).toEqual([]);
  });

  test('that is always sent needs a text', () => {
    const change = ({ program, texts }: Any) => {
      program.servicePackage.visits.sameDay.alwaysSend = true;
      delete program.servicePackage.sms.sameDay;
      delete texts.en.texts['lesson-counted'];
    };
    expect(wrong('lessons', change).problems).toEqual([
      [`${AT}/visits/sameDay/alwaysSend`, 'nothing-to-send', 'error'],
    ]);
  });

  test('that is named has a text that exists', () => {
    const change = ({ program }: Any) => (program.servicePackage.validity.calls[0].text = 'x');
    expect(wrong('lessons', change).problems).toContainEqual([`${AT}/validity/calls/0/text`, 'unknown-text', 'error']);
  });
});

describe('the hour of the last chance', () => {
  const at = (time: string) =>
    wrong('lessons', ({ program }) => (program.servicePackage.chase.lastChanceAt = time)).problems;

  test('may be after the end of work', () => expect(at('20:00')).toEqual([]));
  test('is after the opening of every day', () => {
    expect(new Set(at('10:00').map(([path, code]) => `${path} ${code}`))).toEqual(
      new Set([`${AT}/chase/lastChanceAt before-opening`]),
    );
    expect(at('10:01')).toEqual([]);
  });
  test('is a time', () => expect(at('24:00')).toEqual([[`${AT}/chase/lastChanceAt`, 'unfit', 'error']]));
});

describe('what the thing sold is called', () => {
  const course = { package: { one: 'Course', other: 'Courses' }, visit: { one: 'Lesson', other: 'Lessons' } };

  test('has words in every language, or in none', () => {
    const only = (language: string) =>
      wrong('filkhedma', ({ texts }) => (texts[language].product = course)).problems.map(
        ([path, code]) => `${path} ${code}`,
      );
    expect(only('en')).toEqual(['/texts/ar no-label', '/texts/ru no-label']);
    expect(wrong('lessons', ({ texts }) => (texts.en.product = course)).problems).toEqual([]);
  });

  test('needs one and several', () => {
    const change = ({ texts }: Any) => (texts.en.product = { ...course, visit: { one: 'Lesson' } });
    expect(wrong('lessons', change).problems).toEqual([['/texts/en/product/visit', 'missing', 'error']]);
  });
});
