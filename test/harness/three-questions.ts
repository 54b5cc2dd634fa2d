import type { Edit } from './published.ts';

const questions = `questions:
    - { id: parcel, prompt: which-parcel, check: { kind: pattern, pattern: '[A-Z]{2}\\d{6}' } }
    - { id: payer, prompt: which-payer, check: { kind: inn-or-contract } }
    - { id: wish, prompt: which-wish, check: { kind: none } }
`;
const ONE = 'identification: { id: contract-or-inn, check: { kind: inn-or-contract } }\n';
const named = (locale: string, words: string): Edit => [
  `texts.${locale}.yaml`,
  '  numbers:\n',
  `  questions: ${words}\n  numbers:\n`,
];

/** cdek asks for a parcel, a payer and a wish, in place of its one number. */
export const threeQuestions: readonly Edit[] = [
  ['program.yaml', ONE, questions],
  ['program.yaml', 'answers: 3,', 'answers: 9, wrongAnswers: 3,'],
  [
    'texts.ru.yaml',
    '\ntexts:\n',
    '\ntexts:\n  which-parcel: Номер посылки?\n  which-payer: Кто платит?\n  which-wish: Что ещё?\n',
  ],
  named('ru', '{ parcel: Посылка, payer: Плательщик, wish: Пожелание }'),
  named('en', '{ parcel: Parcel, payer: Payer, wish: Wish }'),
  named('ar', '{ parcel: الطرد, payer: الدافع, wish: الطلب }'),
];
