// What a program sells has its own words in headings. Without a browser.
import { expect, test } from '@jest/globals';
import { programView } from '../../api/views/program-view.ts';
import { productWord } from '../../web/src/console/data/product-words.ts';
import { filkhedma } from '../harness/programs.ts';

const words = {
  en: { package: { one: 'Course', other: 'Courses' }, visit: { one: 'Lesson', other: 'Lessons' } },
  ar: { package: { one: 'دورة', other: 'الدورات' }, visit: { one: 'حصة', other: 'الحصص' } },
};
const labelsIn = (language: 'en' | 'ar') => ({ title: 'School', product: words[language] });
const school = programView({ ...filkhedma, labels: { ar: labelsIn('ar'), en: labelsIn('en') } });

test.each([
  ['en', 'nav.packages', 'Courses'],
  ['en', 'packages.one', 'Course'],
  ['en', 'visits.title', 'Lessons'],
  ['ar', 'booking.visits', 'الحصص'],
  // The program has no Russian, so its own language is read.
  ['ru', 'packages.title', 'الدورات'],
])('%s, %s', (language, key, word) => expect(productWord(school, language, key)).toBe(word));

test('other headings, and programs without words of their own, keep the general ones', () => {
  expect(productWord(school, 'en', 'nav.tickets')).toBeNull();
  expect(productWord(programView(filkhedma), 'en', 'nav.packages')).toBeNull();
  expect(productWord(undefined, 'en', 'nav.packages')).toBeNull();
});
