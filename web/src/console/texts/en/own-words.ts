/** Sentences for a program that has words of its own for a package. They fit any word in its basic form. */
export const own = {
  cases: {
    steps: {
      'not-paid-ticket': 'A ticket opens if the {{package}} is still unpaid',
      'cancel-unpaid': 'The {{package}} is cancelled if it is still unpaid',
      expiry: 'The {{package}} expires. If visits are left, a grace period begins',
      'refund-or-revive': 'Decide on a late payment: refund it or reactivate the {{package}}',
    },
    happened: {
      booked: '{{by}} booked the {{package}} for {{price}}',
      revived: '{{by}} reactivated the {{package}} with the late payment',
      expired: 'The {{package}} expired and the grace period began. Visits left: {{count}}',
      'package-cancelled': '{{Package}} cancelled by {{by}}',
    },
  },
  booking: {
    title: 'Booking: {{package}}',
    price: '{{Package}} price, {{currency}}',
    book: 'Book {{package}}',
    missing: {
      item: 'Choose from the list: {{package}}.',
    },
    again: {
      filled: 'Filled in from the earlier {{package}}. Choose the dates of the visits.',
      old: 'Open earlier {{package}}',
    },
    questions: {
      'two-at-once': 'Two visits of this {{package}} start at the same time',
      'customer-busy': 'This phone number already has another {{package}} with a visit at that time',
      otherPackage: 'Open other {{package}}',
    },
  },
  packages: {
    back: '← All {{packages}}',
    none: 'No {{packages}} match.',
    cancel: 'Cancel {{package}}',
    toOther: 'Open {{package}}',
    cancelTitle: 'Cancel this {{package}}?',
    cancelConfirm: 'Cancel {{package}}',
    cancelLead:
      'Planned visits will be cancelled. The refund is paid once a second person has approved it. A cancelled {{package}} cannot be restored.',
    cancelLeadUnpaid:
      'Planned visits will be cancelled. Nothing was paid, so there is nothing to refund. A cancelled {{package}} cannot be restored.',
    cancelledPaid: '{{Package}} cancelled. The refund is awaiting approval.',
    cancelledUnpaid: '{{Package}} cancelled.',
    payBackLead:
      'The visits were returned to the balance after the {{package}} ended, so no fee is charged. This closes the {{package}}. The refund is paid once a second person has approved it. This cannot be undone.',
    window: 'The {{package}} can be used from {{from}} to {{until}}.',
    collectedDone: 'Payment recorded. The {{package}} is paid.',
    heldWhy: {
      'package-cancelled': 'It arrived after the {{package}} was cancelled.',
      'already-paid': 'The {{package}} was already paid.',
      'amount-differs': 'The amount differs from the price of the {{package}}.',
      'no-visits-left': 'No visits are left in the {{package}}.',
    },
    revive: 'Reactivate {{package}}',
    decided: {
      revive: '{{Package}} reactivated.',
    },
  },
  visits: {
    cancelledTitle: 'Visits of cancelled {{packages}}',
  },
  finance: {
    to: {
      'service-package': 'Open {{package}}',
    },
    why: {
      cancellation: '{{Package}} cancelled.',
      'visits-returned': 'Visits that did not take place, {{package}} ended: no fee.',
    },
  },
  packageQuestions: {
    recordFirst: 'Record each past visit first, then cancel the {{package}}.',
    cancelledMeanwhile: 'Someone else has already cancelled this {{package}}.',
  },
  tickets: {
    toPackage: 'Open {{package}}',
    notInterested: 'If the customer does not want the {{package}}, cancel it here. This closes the ticket too.',
    payBack:
      'The visit was returned to the balance after the {{package}} ended, so it can no longer be planned. Its price is refunded to the customer without a fee.',
  },
  problems: {
    'chase-open':
      'The {{package}} is neither paid nor cancelled, so its ticket stays open. If the customer is not interested, cancel the {{package}}.',
    'already-paid': 'The {{package}} is already paid.',
    'cancellation-settled': 'The {{package}} is cancelled, and its refund is based on these records.',
    'catalogue-item-differs':
      'This {{package}} has changed in the catalogue. Tell the customer the new price and size.',
    'catalogue-item-required': 'Only {{packages}} of the catalogue are sold. Choose one.',
    'catalogue-item-unknown': 'This {{package}} is no longer in the catalogue. Choose another one.',
    'no-visits-left': 'The {{package}} has no visits left.',
    'not-booked': 'Nothing was booked: the {{package}} is unpaid and the first visit is too far away.',
    'not-paid': 'The {{package}} is not paid yet.',
    'outside-validity': 'The {{package}} cannot be used on that day.',
    'revival-impossible': 'This payment cannot reactivate the {{package}}. It can only be refunded.',
    'visit-unknown': 'The {{package}} has no such visit.',
    'visits-unrecorded': 'Record the past visits first, then cancel the {{package}}.',
  },
};
