import { defineEntity, p } from '@mikro-orm/core';
import { identity, instant } from './columns.ts';

// A policy is stored once, under the digest of its content.
export const PolicySnapshot = defineEntity({
  name: 'PolicySnapshot',
  tableName: 'policy_snapshots',
  properties: {
    digest: p.text().primary(),
    policy: p.json<unknown>(),
  },
});

export const CaseTimetable = defineEntity({
  name: 'CaseTimetable',
  tableName: 'case_timetables',
  properties: {
    caseId: p.uuid().primary(),
    process: p.text(),
    program: p.text(),
    nextAt: instant(),
    steps: p.json<unknown>(),
  },
  indexes: [
    { name: 'case_timetables_by_next', properties: ['nextAt'] },
    { name: 'case_timetables_of_intakes', properties: ['nextAt'], where: "process = 'intake'" },
  ],
});

// A repeated request finds the outcome of the first one here.
export const CarriedOutUpdate = defineEntity({
  name: 'CarriedOutUpdate',
  tableName: 'carried_out_updates',
  properties: {
    updateId: p.text().primary(),
    caseId: p.uuid(),
    at: instant(),
  },
  indexes: [{ name: 'carried_out_updates_by_age', properties: ['at'] }],
});

export const OutboxEntry = defineEntity({
  name: 'OutboxEntry',
  tableName: 'outbox',
  properties: {
    id: identity(),
    key: p.text().unique(),
    kind: p.text(),
    workflowId: p.text(),
    payload: p.json<unknown>(),
    createdAt: instant(),
    attempts: p.integer().default(0),
    nextAttemptAt: instant(),
    deliveredAt: instant().nullable(),
    lastError: p.text().nullable(),
  },
  indexes: [
    { name: 'outbox_by_delivery', properties: ['deliveredAt'], where: 'delivered_at is not null' },
    { name: 'outbox_waiting', properties: ['nextAttemptAt', 'id'], where: 'delivered_at is null' },
    { name: 'outbox_waiting_by_workflow', properties: ['workflowId', 'id'], where: 'delivered_at is null' },
  ],
});

export const InboxEntry = defineEntity({
  name: 'InboxEntry',
  tableName: 'inbox',
  properties: {
    id: identity(),
    source: p.text(),
    eventId: p.text(),
    caseId: p.uuid().nullable(),
    body: p.json<unknown>(),
    receivedAt: instant(),
    attempts: p.integer().default(0),
    nextAttemptAt: instant(),
    processedAt: instant().nullable(),
    quarantinedAt: instant().nullable(),
    lastError: p.text().nullable(),
  },
  uniques: [{ properties: ['source', 'eventId'] }],
  indexes: [
    { name: 'inbox_by_age', properties: ['processedAt'], where: 'processed_at is not null' },
    { name: 'inbox_quarantined', properties: ['quarantinedAt'], where: 'quarantined_at is not null' },
    {
      name: 'inbox_waiting',
      properties: ['nextAttemptAt', 'id'],
      where: 'processed_at is null and quarantined_at is null',
    },
    {
      name: 'inbox_waiting_by_case',
      properties: ['caseId', 'id'],
      where: 'processed_at is null and quarantined_at is null',
    },
    {
      name: 'inbox_with_content',
      properties: ['processedAt'],
      where: "processed_at is not null and body <> 'null'::jsonb",
    },
  ],
});

export const IdempotencyKey = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_keys',
  properties: {
    key: p.text().primary(),
    fingerprint: p.text(),
    status: p.integer().nullable(),
    body: p.text().nullable(),
    at: instant(),
  },
  indexes: [{ name: 'idempotency_keys_by_age', properties: ['at'] }],
});
