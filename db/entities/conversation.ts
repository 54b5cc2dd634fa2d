import { defineEntity, p } from '@mikro-orm/core';

const ConversationSchema = defineEntity({
  name: 'Conversation',
  tableName: 'conversations',
  properties: {
    id: p.uuid().primary(),
    program: p.text(),
    customerId: p.uuid(),
    previousId: p.uuid().nullable(),
    stage: p.text().$type<'intake' | 'waiting' | 'assigned' | 'closed'>(),
    intakeStep: p.text().$type<'identification' | 'category'>().nullable(),
    version: p.integer(),
    category: p.text().nullable(),
    queue: p.text().nullable(),
    visitedQueues: p.array(),
    addressedRoles: p.array(),
    overdue: p.boolean(),
    assignee: p.text().nullable(),
    continuedBy: p.text().nullable(),
    contractNumber: p.text().nullable(),
    inn: p.text().nullable(),
    openedAt: p.datetime(),
    requestedAt: p.datetime().nullable(),
    waitingSince: p.datetime().nullable(),
    acceptedAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
    disposition: p.text().nullable(),
    dispositionText: p.text().nullable(),
    rating: p.integer().nullable(),
    ratedAt: p.datetime().nullable(),
    lastSeq: p.integer(),
    legalHold: p.boolean(),
  },
});

export class Conversation extends ConversationSchema.class {}

ConversationSchema.setClass(Conversation);
