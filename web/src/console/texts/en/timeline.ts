// Owns the English sentences of the timeline: what happened, what comes next, by which rule.

export const timeline = {
  timeline: {
    title: 'Course of the request',
    next: 'What comes next',
    past: 'What happened',
    nothingNext: 'Nothing more will happen by itself.',
    rule: 'rule {{rule}}',
    note: 'Note: {{note}}',
    by: { customer: 'the customer', careline: 'Careline' },
    what: {
      opened: 'The customer opened the chat',
      identified: 'The customer gave a number',
      'category-chosen': 'The customer chose a category: {{category}}',
      escalated: 'Nobody accepted in time; also shown to: {{roles}}',
      'no-answer-text-sent': 'The customer was told that nobody has accepted yet',
      'announced-at-opening': 'Announced again at opening to: {{roles}}',
      'absence-reply-sent': 'The customer got the absence reply',
      accepted: 'Accepted by {{by}}',
      assigned: '{{by}} assigned it to {{assignee}}',
      released: '{{by}} put it back into the queue',
      transferred: '{{by}} transferred it: {{from}} → {{to}}',
      closed: '{{by}} closed it: {{disposition}}',
      rated: 'The customer rated it: {{score}}',
      'policy-changed': '{{by}} changed the request’s rules',
      other: 'Event: {{what}}',
    },
  },
  next: {
    line: 'in {{duration}}: {{what}}',
    soon: 'any moment: {{what}}',
    escalation: {
      'CDEK-13': 'goes to the senior KLO and support too',
      other: 'goes to the seniors too',
    },
    'no-answer-text': {
      'CDEK-14': 'the customer is pointed to their own manager',
      'CDEK-15': 'the customer is told that all have gone home',
      other: 'the customer is told that nobody answered',
    },
    'announcement-at-opening': { other: 'announced again at opening' },
    other: 'the next step',
  },
};
