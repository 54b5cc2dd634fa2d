// Customers read these texts, so they are copied letter for letter from cdek's document.

/** Messages of the bot by id, in ICU syntax; values are filled in when a message is sent. */
export const texts = {
  // CDEK-01
  banner: 'Вас приветствует чат-бот поддержки клиентов СДЭК, режим работы с 9:00 до 19:00 МСК',
  // CDEK-04
  greeting: 'Добрый день! Для обработки запроса укажите номер договора или ИНН',
  // CDEK-06
  'category-prompt': 'Выберите, пожалуйста, категорию вашего запроса:',
  // CDEK-07
  acknowledgement: 'в течение 10 минут с вами свяжется первый освободившийся менеджер',
  // CDEK-14
  'no-answer-in-hours': 'Вы можете связаться со своим закрепленным менеджером.',
  // CDEK-15
  'no-answer-out-of-hours': 'Ой, все уже ушли домой, как только вернемся на работу, обязательно вам ответим)',
  // CDEK-17
  'rating-prompt':
    'Спасибо, что обратились в чат поддержки! Пожалуйста, оцените работу наших менеджеров от 1 до 5 (где 1 – очень плохо, 5 -отлично, вопрос решен).',
  // CDEK-19: the document leaves blanks for the dates, the name and the number.
  'absence-reply':
    'нахожусь в отпуске с {from} по {until}, по вопросам взаиморасчетов свяжитесь, пожалуйста, с {substituteName} по тел. {substitutePhone}',
} as const;
