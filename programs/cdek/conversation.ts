import type { DayHours } from '../../domain/calendar/working-hours.ts';
import type { ConversationPolicy, SayStep } from '../../domain/conversation/policy.ts';

const daily: DayHours = { opens: '09:00', closes: '19:00' };

// CDEK-14, CDEK-15, CDEK-16: thirty minutes from the choice for every category.
const noAnswer: SayStep = {
  kind: 'say',
  after: 'PT30M',
  inHours: { text: 'no-answer-in-hours', rule: 'CDEK-14' },
  outOfHours: { text: 'no-answer-out-of-hours', rule: 'CDEK-15' },
};

export const conversation: ConversationPolicy = {
  version: 'cdek-2026-11',
  // CDEK-01: 9:00 to 19:00 Moscow; every day, because the document excludes none.
  workingHours: { timeZone: 'Europe/Moscow', week: [daily, daily, daily, daily, daily, daily, daily], holidays: [] },
  greeting: ['banner', 'greeting'],
  categoryPrompt: 'category-prompt',
  acknowledgement: 'acknowledgement',
  // CDEK-06
  intake: { fallbackCategory: 'other', answers: 3, after: 'PT10M', abandonedAfter: 'PT24H' },
  // CDEK-03, CDEK-08
  categories: [
    { category: 'order', label: 'вопрос по заявке/заказу', queue: 'klo' },
    { category: 'settlements', label: 'вопрос по взаиморасчётам', queue: 'settlements' },
    { category: 'account', label: 'вопрос по личному кабинету', queue: 'support' },
    { category: 'other', label: 'другое', queue: 'support' },
  ],
  queues: {
    klo: {
      role: 'klo',
      ladder: [
        // CDEK-13
        { kind: 'escalate', after: 'PT10M', to: ['klo-senior', 'support'], overdue: true, rule: 'CDEK-13' },
        noAnswer,
      ],
    },
    support: { role: 'support', ladder: [noAnswer] },
    settlements: {
      role: 'director',
      ladder: [noAnswer],
      absenceReply: { text: 'absence-reply', rule: 'CDEK-19', setBy: 'director' },
    },
  },
  // CDEK-16
  replies: {
    overdueAfter: 'PT10M',
    escalateAfter: 'PT30M',
    escalateTo: ['klo-senior', 'director'],
    askToCloseAfter: 'PT24H',
  },
  // CDEK-12
  dispositions: [
    { disposition: 'cod-reset', label: 'Заявка на обнуление НП и смену плательщика', ownText: false },
    { disposition: 'waybill', label: 'Создание накладной/заявки', ownText: false },
    { disposition: 'recipient-contacts', label: 'Смена контактных данных получателя', ownText: false },
    { disposition: 'delivery-mode', label: 'Смена режима доставки, смена ПВЗ', ownText: false },
    { disposition: 're-forward', label: 'Пересыл заказа', ownText: false },
    { disposition: 'cargo-search', label: 'Поиск груза', ownText: false },
    { disposition: 'tariff-advice', label: 'Консультация по ТС и срокам доставки', ownText: false },
    {
      disposition: 'delivery-documents',
      label: 'Предоставление документов, подтверждающих доставку/отправку',
      ownText: false,
    },
    { disposition: 'other', label: 'Свой вариант подкатегории запроса', ownText: true },
  ],
  // CDEK-17
  rating: {
    text: 'rating-prompt',
    scores: [1, 2, 3, 4, 5],
    openFor: 'PT24H',
    // CDEK-24
    thanks: [
      ...['спасибо', 'спасибо большое', 'большое спасибо', 'спасибо вам', 'спасибо вам большое', 'огромное спасибо'],
      ...[
        'спасибо огромное',
        'спасибо за помощь',
        'спасибо, до свидания',
        'всё, спасибо',
        'ок, спасибо',
        'хорошо, спасибо',
      ],
      ...[
        'понятно, спасибо',
        'понял, спасибо',
        'поняла, спасибо',
        'благодарю',
        'благодарю вас',
        'спс',
        'thanks',
        'thank you',
      ],
    ],
  },
  attendedBy: 'role',
  rules: {
    opened: 'CDEK-04',
    continued: 'CDEK-24',
    identified: 'CDEK-05',
    'category-chosen': 'CDEK-06',
    'category-assumed': 'CDEK-06',
    abandoned: null,
    accepted: 'CDEK-10',
    assigned: 'CDEK-20',
    released: null,
    transferred: 'CDEK-18',
    closed: 'CDEK-11',
    rated: 'CDEK-17',
    announcement: 'CDEK-15',
  },
  // CDEK-20
  oversight: { director: 'all', 'klo-senior': ['klo'] },
};
