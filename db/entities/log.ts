import { defineEntity, p } from '@mikro-orm/core';
import { identity, instant } from './columns.ts';

export const AuditEntry = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entries',
  properties: {
    id: identity(),
    at: instant(),
    actor: p.text(),
    action: p.text(),
    program: p.text().nullable(),
    caseId: p.uuid().nullable(),
    reason: p.text().nullable(),
    details: p.json<Record<string, unknown>>().nullable(),
  },
  indexes: [{ name: 'audit_entries_by_case', properties: ['caseId', 'id'] }],
});

export const CaseNote = defineEntity({
  name: 'CaseNote',
  tableName: 'case_notes',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    by: p.text(),
    text: p.text(),
    at: instant(),
  },
  indexes: [{ name: 'case_notes_by_case', properties: ['caseId'] }],
});

export const TimelineEntry = defineEntity({
  name: 'TimelineEntry',
  tableName: 'timeline_entries',
  properties: {
    id: identity(),
    caseId: p.uuid(),
    at: instant(),
    what: p.text(),
    by: p.text(),
    rule: p.text().nullable(),
    details: p.json<Record<string, unknown>>().nullable(),
    note: p.manyToOne(CaseNote).deleteRule('no action').nullable(),
  },
  indexes: [{ name: 'timeline_entries_by_case', properties: ['caseId', 'id'] }],
});

export const Notification = defineEntity({
  name: 'Notification',
  tableName: 'notifications',
  properties: {
    id: identity(),
    login: p.text(),
    at: instant(),
    kind: p.text(),
    program: p.text(),
    caseId: p.uuid(),
    details: p.json<Record<string, unknown>>().nullable(),
    readAt: instant().nullable(),
    process: p.text(),
    count: p.integer().default(1),
    roles: p.array().nullable(),
  },
  uniques: [{ properties: ['login', 'caseId'] }],
  indexes: [
    { name: 'notifications_by_case', properties: ['caseId'] },
    { name: 'notifications_by_login', properties: ['login', 'id'] },
  ],
});

// `xid` is the transaction that wrote an event. Events are read in the order of transactions: a slow one is never
// overtaken and lost on a resume.
export const LiveEvent = defineEntity({
  name: 'LiveEvent',
  tableName: 'live_events',
  properties: {
    id: identity(),
    xid: p.string().columnType('xid8').defaultRaw('pg_current_xact_id()'),
    kind: p.text(),
    program: p.text(),
    caseId: p.uuid(),
    messageSeq: p.integer().nullable(),
    notificationId: p.bigint('number').nullable(),
    before: p.json<unknown>().nullable(),
    at: instant(),
    told: p.json<unknown>().nullable(),
  },
  indexes: [
    { name: 'live_events_by_age', properties: ['at'] },
    { name: 'live_events_in_order', properties: ['xid', 'id'] },
  ],
});
