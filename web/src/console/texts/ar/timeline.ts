// Owns the Arabic sentences of the timeline: what happened, what comes next, by which rule.

export const timeline = {
  timeline: {
    title: 'مسار الطلب',
    next: 'ما سيأتي',
    past: 'ما حدث',
    nothingNext: 'لن يحدث شيء آخر تلقائيًا.',
    rule: 'القاعدة {{rule}}',
    note: 'ملاحظة: {{note}}',
    by: { customer: 'العميل', careline: 'Careline' },
    what: {
      opened: 'فتح العميل المحادثة',
      identified: 'أعطى العميل رقمًا',
      'category-chosen': 'اختار العميل فئة: {{category}}',
      escalated: 'لم يقبل أحد في الوقت؛ عُرض أيضًا على: {{roles}}',
      'no-answer-text-sent': 'أُبلغ العميل بأن أحدًا لم يقبل بعد',
      'announced-at-opening': 'أُعلن من جديد عند الافتتاح إلى: {{roles}}',
      'absence-reply-sent': 'تلقى العميل رد الغياب',
      accepted: 'قبِله {{by}}',
      assigned: 'أسنده {{by}} إلى {{assignee}}',
      released: 'أعاده {{by}} إلى القائمة',
      transferred: 'حوّله {{by}}: {{from}} ← {{to}}',
      closed: 'أغلقه {{by}}: {{disposition}}',
      rated: 'قيّمه العميل: {{score}}',
      'policy-changed': 'غيّر {{by}} قواعد الطلب',
      other: 'حدث: {{what}}',
    },
  },
  next: {
    line: 'خلال {{duration}}: {{what}}',
    soon: 'في أي لحظة: {{what}}',
    escalation: {
      'CDEK-13': 'يُعرض أيضًا على كبير KLO والدعم',
      other: 'يُعرض أيضًا على الأقدم',
    },
    'no-answer-text': {
      'CDEK-14': 'يُوجَّه العميل إلى مديره الخاص',
      'CDEK-15': 'يُبلَّغ العميل بأن الجميع انصرفوا',
      other: 'يُبلَّغ العميل بأن أحدًا لم يجب',
    },
    'announcement-at-opening': { other: 'يُعلن من جديد عند الافتتاح' },
    other: 'الخطوة التالية',
  },
};
