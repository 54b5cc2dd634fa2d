// Names of a program: in the language of the console, else in the program's own, else its technical word. Without a
// browser.
import { expect, test } from '@jest/globals';
import { programView } from '../../api/views/program-view.ts';
import { namesIn } from '../../web/src/console/data/labels.ts';
import { limitIn } from '../../web/src/console/data/spoken-limit.ts';
import { cdek, filkhedma } from '../harness/programs.ts';

const program = programView(filkhedma);
const chats = programView(cdek);

test.each([
  ['en', 'Not paid', 'No answer', 'To record', 'Every ticket is closed with a result.'],
  ['ru', 'Не оплачен', 'Нет ответа', 'Отметить визит', 'У каждого закрытого тикета есть результат.'],
  ['ar', 'غير مدفوعة', 'لم يردّ', 'مطلوب تسجيل الزيارة', 'لا تُغلق تذكرة دون نتيجة.'],
  // The console has no such language of the program, so its own is read.
  ['de', 'غير مدفوعة', 'لم يردّ', 'مطلوب تسجيل الزيارة', 'لا تُغلق تذكرة دون نتيجة.'],
])('%s', (language, type, result, task, rule) => {
  const names = namesIn(language);
  expect(names.ticketType(program, 'not-paid')).toBe(type);
  expect(names.ticketResult(program, 'no-answer')).toBe(result);
  expect(names.task(program, 'record-visit')).toBe(task);
  expect(names.rule(program, 'FK-22')).toBe(rule);
});

test('what a program has no word for is its technical word, or nothing where a sentence has another', () => {
  const names = namesIn('en');
  expect([names.ticketType(program, 'recall'), names.ticketResult(program, 'sold')]).toEqual(['recall', 'sold']);
  expect([names.offer(program, 'gift'), names.notice(program, 'hush')]).toEqual(['gift', 'hush']);
  expect([names.task(program, 'dig'), names.rule(program, 'CDEK-01'), names.sms(program, 'sms-9')]).toEqual([
    null,
    null,
    null,
  ]);
  expect(names.number(program, 'inn')).toBeNull();
  expect(names.ticketType(undefined, 'not-paid')).toBe('not-paid');
});

test('CDEK-05 a customer’s numbers are called as the program calls them', () => {
  expect(namesIn('en').number(chats, 'contract-number')).toBe('Contract number');
  expect(namesIn('ru').number(chats, 'any')).toBe('Номер договора или ИНН');
  expect(namesIn('ar').number(chats, 'inn')).toBe('الرقم الضريبي');
});

test.each([
  ['en', 'PT48H', '48 hours'],
  ['en', 'PT1H30M', '1 hour 30 minutes'],
  ['ru', 'PT48H', '48 ч'],
  ['ar-EG-u-nu-latn', 'PT48H', '48 ساعة'],
])('a limit is said in hours, as rules say it: %s %s', (language, duration, said) => {
  expect(limitIn(language, duration)).toBe(said);
});
