import type { Edit } from './published.ts';

const FIELDS = `
      fields:
        - { id: reason, kind: choice, required: true, choices: [price, time] }
        - { id: wish, kind: text, required: true }
        - { id: rooms, kind: number }
        - { id: call-on, kind: date }`;

const typed = (label: string): Edit => ['program.yaml', `label: ${label}\n`, `label: ${label}${FIELDS}\n`];
const named = (locale: string, fields: string, choices: string): Edit => [
  `texts.${locale}.yaml`,
  '  tasks:\n',
  `  ticketFields: ${fields}\n  ticketChoices: ${choices}\n  tasks:\n`,
];

/** filkhedma asks for a reason, a wish, a number of rooms and a day on three types of tickets. */
export const ticketFields: readonly Edit[] = [
  ...['Outbound sales request', 'Not paid', 'Visit cancelled on its day'].map(typed),
  named('en', '{ reason: Reason, wish: Wish, rooms: Rooms, call-on: Call on }', '{ price: Price, time: Time }'),
  named(
    'ru',
    '{ reason: Причина, wish: Пожелание, rooms: Комнат, call-on: Позвонить }',
    '{ price: Цена, time: Время }',
  ),
  named('ar', '{ reason: السبب, wish: الرغبة, rooms: الغرف, call-on: موعد الاتصال }', '{ price: السعر, time: الوقت }'),
];
