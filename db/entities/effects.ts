import { defineEntity, p } from '@mikro-orm/core';
import type { EffectChannel, EffectKind } from '../../domain/effect.ts';
import { identity, instant } from './columns.ts';

export const OutboundEffect = defineEntity({
  name: 'OutboundEffect',
  tableName: 'outbound_effects',
  properties: {
    id: p.uuid().primary(),
    key: p.text().unique(),
    process: p.text(),
    program: p.text(),
    caseId: p.uuid(),
    intent: p.text(),
    kind: p.text().$type<EffectKind>(),
    channel: p.text().$type<EffectChannel>(),
    recipient: p.text(),
    text: p.text(),
    details: p.json<unknown>().nullable(),
    status: p.enum(['planned', 'sending', 'done', 'refused', 'unknown']),
    delivery: p.enum(['delivered', 'failed']).nullable(),
    providerRef: p.text().nullable(),
    code: p.text().nullable(),
    attempts: p.integer().default(0),
    plannedAt: instant(),
    // Set while the effect has left or may have left: a `sending` row without it is being retried.
    sentAt: instant().nullable(),
    settledAt: instant().nullable(),
    ifUnknown: p.enum(['stay', 'resend-once', 'same-reference']).default('stay'),
    // Counts the times it was sent again without knowing whether the previous one had arrived.
    resends: p.integer().default(0),
    evidence: p.json<unknown>().nullable(),
    // The order in which effects were planned.
    place: p.bigint('number').autoincrement().columnType('bigint').generated('by default as identity'),
  },
  indexes: [
    { name: 'outbound_effects_by_case', properties: ['caseId', 'plannedAt'] },
    { name: 'outbound_effects_by_reference', properties: ['providerRef'], where: 'provider_ref is not null' },
    {
      name: 'outbound_effects_unsettled',
      properties: ['status', 'plannedAt'],
      where: "status in ('planned', 'sending', 'unknown')",
    },
  ],
  checks: [
    { name: 'outbound_effects_channel_of_kind', expression: "channel = split_part(kind, '/', 1)" },
    {
      name: 'outbound_effects_money_is_sent_once',
      expression: "channel <> all (array['refund', 'payout']) or if_unknown = 'stay'",
    },
    { name: 'outbound_effects_resent_if_unknown', expression: "if_unknown <> 'stay' or resends = 0" },
    { name: 'outbound_effects_resent_once', expression: "if_unknown <> 'resend-once' or resends <= 1" },
    { name: 'outbound_effects_settled_at', expression: "(status in ('done', 'refused')) = (settled_at is not null)" },
    { name: 'outbound_effects_done_has_reference', expression: "status <> 'done' or provider_ref is not null" },
    { name: 'outbound_effects_refused_has_code', expression: "status <> 'refused' or code is not null" },
    {
      name: 'outbound_effects_planned_is_unsent',
      expression: "status <> 'planned' or ((sent_at is null) and (attempts = 0))",
    },
    { name: 'outbound_effects_unknown_was_sent', expression: "status <> 'unknown' or sent_at is not null" },
    { name: 'outbound_effects_delivered_when_done', expression: "delivery is null or status = 'done'" },
  ],
  triggers: [
    {
      name: 'outbound_effects_legal',
      timing: 'before',
      events: ['update'],
      expression:
        'create trigger outbound_effects_legal before update on outbound_effects for each row execute function outbound_effects_legal()',
    },
    {
      name: 'outbound_effects_planned',
      timing: 'before',
      events: ['insert'],
      expression:
        'create trigger outbound_effects_planned before insert on outbound_effects for each row execute function outbound_effects_planned()',
    },
  ],
});

export const EffectQuestion = defineEntity({
  name: 'EffectQuestion',
  tableName: 'effect_questions',
  properties: {
    id: identity(),
    effect: p.manyToOne(OutboundEffect),
    by: p.json<unknown>(),
    askedAt: instant(),
    answeredAt: instant().nullable(),
    answer: p.text().nullable(),
  },
  indexes: [{ name: 'effect_questions_open', properties: ['id'], where: 'answered_at is null' }],
  checks: [{ name: 'effect_questions_answered_at', expression: '(answered_at is null) = (answer is null)' }],
});
