/** Sentences for a program that has words of its own for a package. They fit any word in its basic form. */
export const own = {
  cases: {
    steps: {
      'not-paid-ticket': 'تُفتح تذكرة إذا لم يتم الدفع ({{package}})',
      'cancel-unpaid': 'إلغاء تلقائي إذا لم يتم الدفع: {{package}}',
      expiry: 'انتهاء المدة: {{package}}، وتبدأ فترة سماح إذا بقيت زيارات',
      'refund-or-revive': 'دفعة متأخرة: قرّر رد المبلغ أو إعادة التفعيل ({{package}})',
    },
    happened: {
      booked: 'حجز بمبلغ {{price}}: {{package}} – {{by}}',
      revived: 'إعادة تفعيل بالدفعة المتأخرة: {{package}} – {{by}}',
      expired: 'انتهت المدة ({{package}}) وبدأت فترة السماح. الزيارات المتبقية: {{count}}',
      'package-cancelled': 'إلغاء: {{package}} – {{by}}',
    },
  },
  booking: {
    title: 'حجز: {{package}}',
    price: 'السعر: {{package}} ({{currency}})',
    book: 'حجز: {{package}}',
    missing: {
      item: 'اختر من القائمة: {{package}}.',
    },
    again: {
      filled: 'نُقلت البيانات من الحجز السابق ({{package}}). اختر مواعيد الزيارات.',
      old: 'عرض الحجز السابق: {{package}}',
    },
    questions: {
      'two-at-once': 'زيارتان في الموعد نفسه ({{package}})',
      'customer-busy': 'لهذا الرقم زيارة أخرى في الموعد نفسه ({{package}})',
      otherPackage: 'عرض الحجز الآخر: {{package}}',
    },
  },
  packages: {
    back: '→ القائمة كلها: {{packages}}',
    none: 'لا نتائج مطابقة: {{packages}}.',
    cancel: 'إلغاء: {{package}}',
    toOther: 'فتح: {{package}}',
    cancelTitle: 'إلغاء؟ {{package}}',
    cancelConfirm: 'إلغاء: {{package}}',
    cancelLead: 'ستُلغى الزيارات المجدولة. يُرد المبلغ بعد أن يعتمده شخص آخر. لا يمكن التراجع عن الإلغاء: {{package}}.',
    cancelLeadUnpaid: 'ستُلغى الزيارات المجدولة. لم يُدفع شيء، فلا يوجد مبلغ يُرد. لا يمكن التراجع عن الإلغاء: {{package}}.',
    cancelledPaid: 'تم الإلغاء: {{package}}. الاسترداد في انتظار الاعتماد.',
    cancelledUnpaid: 'تم الإلغاء: {{package}}.',
    payBackLead:
      'عادت الزيارات إلى الرصيد بعد انتهاء المدة، لذلك لا يُخصم شيء. سيُغلق: {{package}}. يُرد المبلغ بعد أن يعتمده شخص آخر. لا يمكن التراجع.',
    window: 'مدة الاستخدام ({{package}}): من {{from}} حتى {{until}}.',
    collectedDone: 'تم تسجيل الدفع: {{package}}.',
    heldWhy: {
      'package-cancelled': 'وصل بعد الإلغاء ({{package}}).',
      'already-paid': 'كان الدفع قد تم: {{package}}.',
      'amount-differs': 'المبلغ لا يساوي السعر ({{package}}).',
      'no-visits-left': 'لا توجد زيارات متبقية ({{package}}).',
    },
    revive: 'إعادة تفعيل: {{package}}',
    decided: {
      revive: 'أُعيد التفعيل: {{package}}.',
    },
  },
  visits: {
    cancelledTitle: 'زيارات ما أُلغي: {{packages}}',
  },
  finance: {
    to: {
      'service-package': 'عرض: {{package}}',
    },
    why: {
      cancellation: 'إلغاء: {{package}}.',
      'visits-returned': 'زيارات لم تتم وانتهت المدة ({{package}}): بلا خصم.',
    },
  },
  packageQuestions: {
    recordFirst: 'سجِّل أولًا ما حدث في كل زيارة سابقة، ثم قم بالإلغاء ({{package}}).',
    cancelledMeanwhile: 'أتم زميل الإلغاء بالفعل: {{package}}.',
  },
  tickets: {
    toPackage: 'عرض: {{package}}',
    notInterested: 'إذا لم يعد العميل مهتمًا ({{package}}) فقم بالإلغاء من هنا، وتُغلق التذكرة أيضًا.',
    payBack:
      'عادت الزيارة إلى الرصيد بعد انتهاء المدة ({{package}})، فلا يمكن تحديد موعد لها. يُرد ثمنها إلى العميل دون خصم.',
  },
  problems: {
    'chase-open': 'لا دفع ولا إلغاء ({{package}})، لذلك تبقى التذكرة مفتوحة. إذا كان العميل غير مهتم فقم بالإلغاء.',
    'already-paid': 'تم الدفع بالفعل: {{package}}.',
    'cancellation-settled': 'تم الإلغاء ({{package}})، وحُسب الاسترداد بناءً على هذا التسجيل.',
    'catalogue-item-differs': 'تغيّر هذا في القائمة: {{package}}. أخبر العميل بالسعر والعدد الجديدين.',
    'catalogue-item-required': 'لا يُباع إلا ما في القائمة: {{packages}}. اختر منها.',
    'catalogue-item-unknown': 'لم يعد هذا في القائمة: {{package}}. اختر غيره.',
    'no-visits-left': 'لا توجد زيارات متبقية ({{package}}).',
    'not-booked': 'لم يتم الحجز ({{package}}): لم يُدفع شيء وأول زيارة ليست قريبة.',
    'not-paid': 'لم يتم الدفع بعد: {{package}}.',
    'outside-validity': 'لا يمكن الاستخدام في هذا اليوم: {{package}}.',
    'revival-impossible': 'لا يمكن إعادة التفعيل بهذه الدفعة ({{package}})، ويمكن ردها فقط.',
    'visit-unknown': 'لا توجد هذه الزيارة ({{package}}).',
    'visits-unrecorded': 'سجّل الزيارات السابقة أولًا، ثم قم بالإلغاء ({{package}}).',
  },
};
