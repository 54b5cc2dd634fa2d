import { defineEntity, p } from '@mikro-orm/core';
import { instant } from './columns.ts';
import { Contact } from './packages.ts';
import { PolicySnapshot } from './platform.ts';

export const Ticket = defineEntity({
  name: 'Ticket',
  tableName: 'tickets',
  properties: {
    id: p.uuid().primary(),
    program: p.text(),
    // A ticket of a process is identified by its case and its key there; a ticket without a process is its own case.
    caseId: p.uuid(),
    process: p.text(),
    key: p.text(),
    contact: p.manyToOne(Contact),
    type: p.text(),
    team: p.text(),
    lead: p.text(),
    status: p.enum(['open', 'waiting-on-customer', 'resolved', 'closed']),
    version: p.integer(),
    openedAt: instant(),
    dueAt: instant(),
    assignee: p.text().nullable(),
    assignedAt: instant().nullable(),
    escalatedAt: instant().nullable(),
    result: p.text().nullable(),
    closedAt: instant().nullable(),
    policy: p.manyToOne(PolicySnapshot),
    state: p.json<unknown>(),
    helpdeskRef: p.text().nullable(),
    meantFor: p.text().nullable(),
  },
  uniques: [
    { properties: ['caseId', 'key'] },
    { name: 'tickets_by_helpdesk_ref', properties: ['helpdeskRef', 'program'], where: 'helpdesk_ref is not null' },
  ],
  indexes: [
    { name: 'tickets_by_assigned_at', properties: ['program', 'assignee', 'assignedAt'] },
    { name: 'tickets_in_order', properties: ['program', 'dueAt', 'id'] },
    { name: 'tickets_open_by_assignee', properties: ['assignee', 'dueAt', 'id'], where: "status <> 'closed'" },
    { name: 'tickets_open_by_meant_for', properties: ['meantFor'], where: "status <> 'closed' and assignee is null" },
    { name: 'tickets_open_by_team', properties: ['program', 'team', 'dueAt', 'id'], where: "status <> 'closed'" },
  ],
  checks: [
    { name: 'tickets_closed_at', expression: "(status = 'closed') = (closed_at is not null)" },
    { name: 'tickets_closed_with_result', expression: "(status = 'closed') = (result is not null)" },
  ],
});
