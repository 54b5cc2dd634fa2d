// Owns the Russian sentences of the timeline: what happened, what comes next, by which rule.

export const timeline = {
  timeline: {
    title: 'Ход запроса',
    next: 'Что дальше',
    past: 'Что было',
    nothingNext: 'Сам по себе запрос больше ничего не сделает.',
    rule: 'правило {{rule}}',
    note: 'Пояснение: {{note}}',
    by: { customer: 'клиент', careline: 'Careline' },
    what: {
      opened: 'Клиент открыл чат',
      identified: 'Клиент назвал номер',
      'category-chosen': 'Клиент выбрал категорию: {{category}}',
      escalated: 'Никто не принял вовремя: запрос показан также: {{roles}}',
      'no-answer-text-sent': 'Клиенту отправлен текст: никто пока не принял запрос',
      'announced-at-opening': 'С открытием снова напомнили: {{roles}}',
      'absence-reply-sent': 'Клиенту отправлен автоответ об отсутствии',
      accepted: 'Принял(а): {{by}}',
      assigned: '{{by}} поручил(а): {{assignee}}',
      released: '{{by}} вернул(а) в очередь',
      transferred: '{{by}} передал(а): {{from}} → {{to}}',
      closed: '{{by}} закрыл(а): {{disposition}}',
      rated: 'Клиент поставил оценку: {{score}}',
      'policy-changed': '{{by}} изменил(а) правила запроса',
      other: 'Событие: {{what}}',
    },
  },
  next: {
    line: 'через {{duration}} {{what}}',
    soon: 'вот-вот {{what}}',
    escalation: {
      'CDEK-13': 'передадут старшему КЛО и сопровождению',
      other: 'передадут старшим',
    },
    'no-answer-text': {
      'CDEK-14': 'клиенту предложат закреплённого менеджера',
      'CDEK-15': 'клиенту напишут, что все ушли домой',
      other: 'клиенту напишут, что никто не ответил',
    },
    'announcement-at-opening': { other: 'при открытии снова напомнят всем' },
    other: 'следующий шаг',
  },
};
