/** Sentences for a program that has words of its own for a package. They fit any word in its basic form. */
export const own = {
  cases: {
    steps: {
      'not-paid-ticket': 'Если оплаты не будет ({{package}}), откроется тикет',
      'cancel-unpaid': 'Отмена без оплаты: {{package}}',
      expiry: 'Конец срока: {{package}}. Если визиты остались, начнётся льготный период',
      'refund-or-revive': 'Решить по позднему платежу: вернуть деньги или возобновить ({{package}})',
    },
    happened: {
      booked: 'Бронь за {{price}}: {{package}} ({{by}})',
      revived: 'Возобновлено по позднему платежу: {{package}} ({{by}})',
      expired: 'Срок истёк ({{package}}), начался льготный период. Осталось визитов: {{count}}',
      'package-cancelled': 'Отмена: {{package}} ({{by}})',
    },
  },
  booking: {
    title: 'Бронирование: {{package}}',
    price: 'Цена ({{package}}), {{currency}}',
    book: 'Забронировать: {{package}}',
    missing: {
      item: 'Выберите из списка: {{package}}.',
    },
    again: {
      filled: 'Данные взяты из прежней брони ({{package}}). Осталось выбрать даты визитов.',
      old: 'Открыть прежнюю бронь: {{package}}',
    },
    questions: {
      'two-at-once': 'Два визита начинаются в одно и то же время ({{package}})',
      'customer-busy': 'На этот номер уже есть визит в это же время (ещё {{package}})',
      otherPackage: 'Открыть другую бронь: {{package}}',
    },
  },
  packages: {
    back: '← Весь список: {{packages}}',
    none: 'Ничего не найдено: {{packages}}.',
    cancel: 'Отменить: {{package}}',
    toOther: 'Открыть: {{package}}',
    cancelTitle: 'Отменить? {{Package}}',
    cancelConfirm: 'Отменить: {{package}}',
    cancelLead:
      'Запланированные визиты отменятся. Возврат выплатят после одобрения второго сотрудника. Восстановить нельзя: {{package}}.',
    cancelLeadUnpaid:
      'Запланированные визиты отменятся. Оплаты не было, возвращать нечего. Восстановить нельзя: {{package}}.',
    cancelledPaid: 'Отменено: {{package}}. Возврат ждёт одобрения.',
    cancelledUnpaid: 'Отменено: {{package}}.',
    payBackLead:
      'Визиты вернулись на баланс после окончания срока, поэтому ничего не удерживается. Будет закрыто: {{package}}. Возврат выплатят после одобрения второго сотрудника. Отменить это нельзя.',
    window: '{{Package}}, срок действия: {{from}} — {{until}}',
    collectedDone: 'Отмечено. Оплачено: {{package}}.',
    heldWhy: {
      'package-cancelled': 'Пришли после отмены ({{package}}).',
      'already-paid': 'Уже было оплачено: {{package}}.',
      'amount-differs': 'Сумма не совпадает с ценой ({{package}}).',
      'no-visits-left': 'Визитов не осталось ({{package}}).',
    },
    revive: 'Возобновить: {{package}}',
    decided: {
      revive: 'Возобновлено: {{package}}.',
    },
  },
  visits: {
    cancelledTitle: 'Визиты после отмены: {{packages}}',
  },
  finance: {
    to: {
      'service-package': 'Открыть: {{package}}',
    },
    why: {
      cancellation: 'Отмена: {{package}}.',
      'visits-returned': 'Визиты не состоялись, срок истёк ({{package}}): без удержаний.',
    },
  },
  packageQuestions: {
    recordFirst: 'Сначала отметьте каждый прошедший визит, потом отменяйте ({{package}}).',
    cancelledMeanwhile: 'Другой сотрудник уже отменил: {{package}}.',
  },
  tickets: {
    toPackage: 'Открыть: {{package}}',
    notInterested: 'Если клиент отказался ({{package}}), отмените бронь здесь. Тикет закроется вместе с ней.',
    payBack:
      'Визит вернулся на баланс после окончания срока ({{package}}), и назначить его нельзя. Клиенту вернут его стоимость без удержаний.',
  },
  problems: {
    'chase-open':
      'Нет ни оплаты, ни отмены ({{package}}), поэтому тикет остаётся открытым. Если клиент отказался, отмените бронь.',
    'already-paid': 'Уже оплачено: {{package}}.',
    'cancellation-settled': 'Отмена уже оформлена ({{package}}), и возврат рассчитан по этим отметкам.',
    'catalogue-item-differs': 'В каталоге изменилось: {{package}}. Назовите клиенту новые цену и размер.',
    'catalogue-item-required': 'Продаётся только то, что в каталоге: {{packages}}. Выберите.',
    'catalogue-item-unknown': 'В каталоге этого больше нет: {{package}}. Выберите другой вариант.',
    'no-visits-left': 'Визитов больше нет ({{package}}).',
    'not-booked': 'Бронь не оформлена ({{package}}): оплаты нет, а первый визит ещё не скоро.',
    'not-paid': 'Оплаты ещё нет: {{package}}.',
    'outside-validity': 'В этот день не действует: {{package}}.',
    'revival-impossible': 'Возобновить по этому платежу нельзя ({{package}}), деньги можно только вернуть.',
    'visit-unknown': 'Такого визита нет ({{package}}).',
    'visits-unrecorded': 'Сначала отметьте прошедшие визиты, потом отменяйте ({{package}}).',
  },
};
