/** Running a draft over real openings. */
export const replay = {
  title: 'Recent cases, replayed',
  lead: 'Every case opened in this period is run forward twice: by version {{base}} and by this draft, with the calls, messages and payments that really came. Nothing is sent.',
  period: 'Period',
  days_one: 'Last {{count}} day',
  days_other: 'Last {{count}} days',
  begin_one: 'Replay the last {{count}} day',
  begin_other: 'Replay the last {{count}} days',
  progress: 'Progress of the replay',
  states: {
    running: 'Replaying: {{looked}} of {{total}} cases.',
    done: 'Replayed: {{looked}} cases.',
    stopped: 'Stopped after {{looked}} of {{total}} cases.',
    failed: 'Stopped after {{looked}} of {{total}} cases: the rules could not be read.',
  },
  over_one: 'Last {{count}} day, until {{until}}.',
  over_other: 'Last {{count}} days, until {{until}}.',
  outdated: 'The draft has changed since. Replay it again.',
  changed_one: '{{count}} of {{cases}} cases would have gone differently.',
  changed_other: '{{count}} of {{cases}} cases would have gone differently.',
  totals: 'Totals by both versions',
  what: 'What happens',
  before: 'Version {{base}}',
  after: 'This draft',
  differing: 'Cases that differ',
  kinds: { overdue: 'Overdue', escalation: 'Escalations', text: 'Texts to customers', refund: 'Refunds' },
  refunded: 'Refunded',
  cannotHold_one: '{{count}} case has no place in this draft: something it needs is missing.',
  cannotHold_other: '{{count}} cases have no place in this draft: something they need is missing.',
  notReplayed_one: '{{count}} older case could not be compared.',
  notReplayed_other: '{{count}} older cases could not be compared.',
  unfit:
    'Real events that would have been refused: {{before}} by the version, {{after}} by the draft. The comparison leaves them out.',
  samples: 'Some of these cases',
  only: 'Only by version {{base}}',
  onlyDraft: 'Only by this draft',
  heldByNone: 'Has no place in this draft.',
  nothing: 'nothing',
  one: { overdue: 'overdue', escalation: 'escalated to', text: 'text', refund: 'refund' },
};

/** What left because of a case before it is moved again. */
export const meanwhile = {
  title: 'Sent since it was moved on {{since}}; this is not taken back',
  nothing: 'nothing',
  unsettled: '(not confirmed)',
  kinds: { text: 'text', sms: 'SMS', payment: 'payment request', refund: 'refund', helpdesk: 'help desk' },
};

/** Taking back a version that is published for later. */
export const withdrawal = {
  ask: 'Withdraw version',
  title: 'Withdraw version {{version}}?',
  lead: 'It never takes effect. It stays in the list, and its number is not used again.',
  done: 'Version {{version}} is withdrawn.',
  withdrawn: 'withdrawn',
  by: 'Withdrawn by {{person}}, {{at}}.',
};
