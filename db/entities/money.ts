import { defineEntity, p } from '@mikro-orm/core';
import { identity, instant } from './columns.ts';
import { ServicePackage } from './packages.ts';

export const PaymentRequest = defineEntity({
  name: 'PaymentRequest',
  tableName: 'payment_requests',
  properties: {
    id: p.uuid().primary(),
    package: p.manyToOne(ServicePackage),
    method: p.text(),
    at: instant(),
    status: p.enum(['open', 'paid', 'expired']),
    effectId: p.uuid().nullable(),
    orderRef: p.text().nullable(),
    linkRef: p.text().nullable(),
    url: p.text().nullable(),
    code: p.text().nullable(),
    nextInquiryAt: instant().nullable(),
  },
  indexes: [
    {
      name: 'payment_requests_by_effect',
      expression: 'create unique index payment_requests_by_effect on payment_requests (effect_id)',
    },
    { name: 'payment_requests_by_order', properties: ['orderRef'] },
    { name: 'payment_requests_by_package', properties: ['package', 'at'] },
    { name: 'payment_requests_to_ask', properties: ['nextInquiryAt'], where: 'next_inquiry_at is not null' },
  ],
});

export const Payment = defineEntity({
  name: 'Payment',
  tableName: 'payments',
  properties: {
    package: p.manyToOne(ServicePackage).deleteRule('no action').primary(),
    id: p.text().primary().unique(),
    request: p.manyToOne(PaymentRequest).deleteRule('no action').nullable(),
    method: p.text(),
    amountMinor: p.bigint('number').check('amount_minor > 0'),
    currency: p.text(),
    at: instant(),
    heldWhy: p.enum(['package-cancelled', 'already-paid', 'amount-differs', 'no-visits-left']).nullable(),
    decision: p.enum(['refund', 'revive']).nullable(),
    dueAt: instant().nullable(),
  },
  indexes: [{ name: 'payments_undecided', properties: ['at'], where: 'held_why is not null and decision is null' }],
});

export const Refund = defineEntity({
  name: 'Refund',
  tableName: 'refunds',
  properties: {
    id: p.uuid().primary(),
    package: p.manyToOne(ServicePackage),
    paymentId: p.text(),
    amountMinor: p.bigint('number').check('amount_minor > 0'),
    currency: p.text(),
    why: p.text(),
    at: instant(),
    status: p.enum(['awaiting-approval', 'declined', 'approved', 'to-hand-out', 'paid', 'unknown', 'refused']),
    attempt: p.integer(),
    preparedBy: p.text(),
    approvedBy: p.text().nullable(),
    dueAt: instant().nullable(),
    reference: p.text().nullable(),
    // The key of the payment has both columns, which have properties of their own.
    payment: p
      .manyToOne(Payment)
      .joinColumns('package_id', 'payment_id')
      .updateRule('no action')
      .deleteRule('no action')
      .nullable(),
  },
  uniques: [
    {
      name: 'refunds_one_open',
      properties: ['paymentId'],
      where: "status in ('awaiting-approval', 'declined', 'approved', 'to-hand-out', 'unknown')",
    },
  ],
  indexes: [{ name: 'refunds_by_status', properties: ['status', 'at'] }],
  checks: [
    { name: 'refunds_approved_by_another', expression: 'approved_by is distinct from prepared_by' },
    {
      name: 'refunds_approved_by',
      expression: "(status in ('awaiting-approval', 'declined')) = (approved_by is null)",
    },
  ],
});

export const LedgerEntry = defineEntity({
  name: 'LedgerEntry',
  tableName: 'ledger_entries',
  properties: {
    id: identity(),
    caseId: p.uuid(),
    program: p.text(),
    key: p.text(),
    kind: p.text(),
    subject: p.text(),
    at: instant(),
    rule: p.text().nullable(),
  },
  uniques: [{ properties: ['caseId', 'key'] }],
  triggers: [
    {
      name: 'ledger_entries_append_only',
      timing: 'before',
      events: ['update', 'delete'],
      expression:
        'create trigger ledger_entries_append_only before update or delete on ledger_entries for each row execute function ledger_is_append_only()',
    },
    {
      name: 'ledger_entries_balanced',
      timing: 'after',
      events: ['insert'],
      expression:
        'create constraint trigger ledger_entries_balanced after insert on ledger_entries deferrable initially deferred for each row execute function ledger_entry_is_balanced()',
    },
  ],
});

export const LedgerPosting = defineEntity({
  name: 'LedgerPosting',
  tableName: 'ledger_postings',
  properties: {
    entry: p.manyToOne(LedgerEntry).deleteRule('no action').primary(),
    position: p.integer().primary(),
    account: p.text(),
    amountMinor: p.bigint('number').check('amount_minor <> 0'),
    currency: p.text(),
  },
  triggers: [
    {
      name: 'ledger_postings_append_only',
      timing: 'before',
      events: ['update', 'delete'],
      expression:
        'create trigger ledger_postings_append_only before update or delete on ledger_postings for each row execute function ledger_is_append_only()',
    },
    {
      name: 'ledger_postings_balanced',
      timing: 'after',
      events: ['insert'],
      expression:
        'create constraint trigger ledger_postings_balanced after insert on ledger_postings deferrable initially deferred for each row execute function ledger_entry_is_balanced()',
    },
  ],
});
