import { defineEntity, p } from '@mikro-orm/core';

const OutboundEffectSchema = defineEntity({
  name: 'OutboundEffect',
  tableName: 'outbound_effects',
  properties: {
    id: p.uuid().primary(),
    key: p.text().unique(),
    process: p.text(),
    program: p.text(),
    caseId: p.uuid(),
    intent: p.text(),
    channel: p.text(),
    recipient: p.text(),
    text: p.text(),
    details: p.json<Record<string, unknown>>().nullable(),
    status: p.text().$type<'planned' | 'sending' | 'done' | 'refused' | 'unknown'>(),
    delivery: p.text().$type<'delivered' | 'failed'>().nullable(),
    providerRef: p.text().nullable(),
    code: p.text().nullable(),
    ifUnknown: p.text().$type<'stay' | 'resend-once' | 'same-reference'>(),
    resends: p.integer(),
    evidence: p.json<Record<string, unknown>>().nullable(),
    attempts: p.integer(),
    plannedAt: p.datetime(),
    sentAt: p.datetime().nullable(),
    settledAt: p.datetime().nullable(),
  },
});

export class OutboundEffect extends OutboundEffectSchema.class {}

OutboundEffectSchema.setClass(OutboundEffect);
