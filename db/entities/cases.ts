import { defineEntity, p } from '@mikro-orm/core';
import { instant } from './columns.ts';
import { Contact } from './contacts.ts';
import { PolicySnapshot } from './platform.ts';

// What all processes have in common. A process's own table has the same id and holds only the parts of its own.
export const Case = defineEntity({
  name: 'Case',
  tableName: 'cases',
  properties: {
    id: p.uuid().primary(),
    process: p.text(),
    program: p.text(),
    // The case that owns this one and writes it, and its key there: a package's ticket.
    owner: () => p.manyToOne(Case).deleteRule('no action').nullable(),
    key: p.text().nullable(),
    version: p.integer().default(0),
    stage: p.text(),
    queue: p.text().nullable(),
    assignee: p.text().nullable(),
    overdue: p.boolean().default(false),
    open: p.boolean().default(true),
    openedAt: instant(),
    // The order in lists.
    sortAt: instant(),
    policy: p.manyToOne(PolicySnapshot).deleteRule('no action').nullable(),
    contact: p.manyToOne(Contact).deleteRule('no action').nullable(),
    scopes: p.array().defaultRaw("'{}'"),
    // A running case that has lost a move continues from this state. It is null until the first move is written.
    state: p.json<unknown>().nullable(),
  },
  uniques: [{ name: 'cases_by_owner', properties: ['owner', 'key'] }],
  indexes: [
    {
      name: 'cases_by_assignee',
      properties: ['assignee', 'process', 'stage', 'sortAt', 'id'],
      where: 'assignee is not null',
    },
    { name: 'cases_by_contact', properties: ['contact'], where: 'contact_id is not null' },
    {
      name: 'cases_by_queue',
      properties: ['program', 'process', 'queue', 'stage', 'sortAt', 'id'],
      where: 'queue is not null',
    },
    { name: 'cases_by_opening', properties: ['program', 'openedAt', 'id'], where: 'owner_id is null' },
    { name: 'cases_held', properties: ['assignee'], where: 'open and assignee is not null' },
    { name: 'cases_open', properties: ['program', 'process'], where: 'open' },
    { name: 'cases_overdue', properties: ['program', 'process', 'stage', 'sortAt', 'id'], where: 'overdue' },
  ],
  checks: [{ name: 'cases_owned_by_key', expression: '(owner_id is null) = (key is null)' }],
});

// CDEK-23: a held case is not removed, whatever its program says.
export const LegalHold = defineEntity({
  name: 'LegalHold',
  tableName: 'legal_holds',
  properties: {
    case: p.manyToOne(Case).deleteRule('no action').updateRule('no action').primary(),
    reason: p.text(),
    heldBy: p.text(),
    heldAt: instant(),
  },
});

// The index of `cases.scopes` for lists, in their order. It leaves out scopes that open nothing to a list.
export const CaseScope = defineEntity({
  name: 'CaseScope',
  tableName: 'case_scopes',
  properties: {
    case: p.manyToOne(Case).deleteRule('cascade').primary(),
    key: p.text().primary(),
    program: p.text(),
    process: p.text(),
    stage: p.text(),
    sortAt: instant(),
  },
  indexes: [{ name: 'case_scopes_in_order', properties: ['program', 'process', 'key', 'stage', 'sortAt', 'case'] }],
});
