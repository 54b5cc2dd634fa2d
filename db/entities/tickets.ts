import { defineEntity, p } from '@mikro-orm/core';
import { Case } from './cases.ts';
import { instant } from './columns.ts';

export const Ticket = defineEntity({
  name: 'Ticket',
  tableName: 'tickets',
  properties: {
    id: p.manyToOne(Case).joinColumn('id').deleteRule('no action').updateRule('no action').primary(),
    program: p.text(),
    type: p.text(),
    lead: p.text(),
    dueAt: instant(),
    // The latest assignment; empty while it has no assignee.
    assignedTo: p.text().nullable(),
    assignedAt: instant().nullable(),
    escalatedAt: instant().nullable(),
    result: p.text().nullable(),
    closedAt: instant().nullable(),
    helpdeskRef: p.text().nullable(),
    meantFor: p.text().nullable(),
    // Values by field; empty while there is none.
    fields: p.json<unknown>().nullable(),
    // Empty where the installation's own help desk has it.
    helpdeskAccount: p.text().nullable(),
  },
  indexes: [
    {
      name: 'tickets_by_helpdesk_ref',
      expression:
        'create unique index tickets_by_helpdesk_ref on tickets (helpdesk_ref, program, helpdesk_account) nulls not distinct where helpdesk_ref is not null',
    },
    { name: 'tickets_by_assigned_at', properties: ['program', 'assignedTo', 'assignedAt'] },
    { name: 'tickets_by_closing', properties: ['closedAt'], where: 'closed_at is not null' },
    { name: 'tickets_by_type', properties: ['program', 'type', 'dueAt', 'id'] },
    { name: 'tickets_meant_for', properties: ['meantFor'], where: 'meant_for is not null and closed_at is null' },
  ],
  checks: [{ name: 'tickets_closed_with_result', expression: '(closed_at is null) = (result is null)' }],
});
